# Completion of dr-guardrails, also behind npx, for bash 3.2 and later. No other package is needed.

# The words up to the cursor, as they are typed: bash itself divides them at = and : too.
__dr_guardrails_split() {
  local line="${COMP_LINE:0:COMP_POINT}" blank index word
  __dr_guardrails_words=()
  for ((index = 0; index <= COMP_CWORD; index++)); do
    blank="${line%%[![:space:]]*}"
    line="${line#"$blank"}"
    word="${COMP_WORDS[index]}"
    if ((index == COMP_CWORD)); then word="$line"; fi
    line="${line#"$word"}"
    if ((index > 0)) && [ -z "$blank" ]; then
      __dr_guardrails_words[${#__dr_guardrails_words[@]} - 1]+="$word"
    else
      __dr_guardrails_words+=("$word")
    fi
  done
}

# Takes npx and its options away; fails where something else is behind them, or nothing yet.
__dr_guardrails_behind_npx() {
  local index=1
  while [[ "${__dr_guardrails_words[index]-}" == -* ]]; do index=$((index + 1)); done
  [ "${__dr_guardrails_words[index]-}" = dr-guardrails ] && ((index < ${#__dr_guardrails_words[@]} - 1)) || return 1
  __dr_guardrails_words=("${__dr_guardrails_words[@]:index}")
}

# Asks what npx would run here. It installs nothing.
__dr_guardrails_ask_here() {
  local folder="$PWD"
  while [ -n "$folder" ] && [ ! -x "$folder/node_modules/.bin/dr-guardrails" ]; do folder="${folder%/*}"; done
  if [ -n "$folder" ]; then
    "$folder/node_modules/.bin/dr-guardrails" "$@"
  else
    npx --no --offline -- dr-guardrails "$@"
  fi
}

__dr_guardrails_complete() {
  local ask current done line word names=none
  __dr_guardrails_split
  ask="${__dr_guardrails_words[0]/#\~/$HOME}"
  if [ "${ask##*/}" = npx ]; then
    if ! __dr_guardrails_behind_npx; then
      if [ -n "$__dr_guardrails_former" ]; then "$__dr_guardrails_former" "$@"; fi
      return
    fi
    ask=__dr_guardrails_ask_here
  elif ! type "$ask" >/dev/null 2>&1; then
    ask=__dr_guardrails_ask_here
  fi
  current="${__dr_guardrails_words[${#__dr_guardrails_words[@]} - 1]}"
  # What bash takes for words of their own is there already.
  done="${current%"${current##*[$COMP_WORDBREAKS]}"}"
  COMPREPLY=()
  while IFS= read -r line; do
    word="${line%%$'\t'*}"
    case "$line" in
      :*) names="${line#:}" ;;
      "$current"*) COMPREPLY+=("${word#"$done"}") ;;
    esac
  done < <("$ask" complete -- "${__dr_guardrails_words[@]:1}" 2>/dev/null)
  case "$names" in
    files)
      # Without words bash completes names of files by itself.
      if ((${#COMPREPLY[@]} > 0)); then
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "${current#"$done"}")
        compopt -o filenames 2>/dev/null
      fi
      ;;
    directories) compopt +o default -o dirnames 2>/dev/null ;;
    *) compopt +o default 2>/dev/null ;;
  esac
}

__dr_guardrails_former="$(complete -p npx 2>/dev/null)"
case "$__dr_guardrails_former" in
  *__dr_guardrails*) __dr_guardrails_former="" ;;
  *" -F "*) __dr_guardrails_former="${__dr_guardrails_former##* -F }" && __dr_guardrails_former="${__dr_guardrails_former%% *}" ;;
  *) __dr_guardrails_former="" ;;
esac
complete -o default -F __dr_guardrails_complete dr-guardrails npx

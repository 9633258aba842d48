#compdef dr-guardrails npx
# Completion of dr-guardrails, also behind npx.

# Asks what npx would run here. It installs nothing.
__dr_guardrails_ask_here() {
  local folder=$PWD
  while [[ -n $folder && ! -x $folder/node_modules/.bin/dr-guardrails ]]; do folder=${folder%/*}; done
  if [[ -n $folder ]]; then
    $folder/node_modules/.bin/dr-guardrails "$@"
  else
    npx --no --offline -- dr-guardrails "$@"
  fi
}

_dr_guardrails() {
  local ask=${~words[1]} line names=none index=2
  local -a typed offered
  if [[ ${ask:t} == npx ]]; then
    while [[ ${words[index]} == -* ]]; do (( index++ )); done
    if [[ ${words[index]} != dr-guardrails ]] || (( CURRENT <= index )); then
      if [[ -n $__dr_guardrails_former ]]; then $__dr_guardrails_former "$@"; else _default; fi
      return
    fi
    ask=__dr_guardrails_ask_here
    (( index++ ))
  elif ! whence $ask >/dev/null; then
    ask=__dr_guardrails_ask_here
  fi
  typed=("${(@Q)words[index,CURRENT-1]}" "$PREFIX")
  for line in "${(@f)$($ask complete -- "${typed[@]}" 2>/dev/null)}"; do
    case $line in
      :*) names=${line#:} ;;
      *$'\t'?*) offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
      ?*) offered+=("${${line%%$'\t'*}//:/\\:}") ;;
    esac
  done
  local found=1
  (( $#offered )) && _describe 'dr-guardrails' offered && found=0
  if [[ $names != none ]]; then
    [[ $PREFIX == *=* ]] && compset -P '*='
    if [[ $names == files ]]; then _files && found=0; else _files -/ && found=0; fi
  fi
  return found
}

if [[ ${funcstack[1]} == _dr-guardrails ]]; then
  # The file is a function of fpath.
  _dr_guardrails "$@"
else
  (( ${+functions[compdef]} )) || { autoload -Uz compinit && compinit -i; }
  __dr_guardrails_former=${_comps[npx]:#_dr_guardrails}
  compdef _dr_guardrails dr-guardrails npx
fi

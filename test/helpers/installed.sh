# What set-up scripts share: things installed once into the user's cache. Source it with `purpose` (as in "The oracle
# tests"), `setup` (the script's path from the project's root) and `check_only` (yes, no) set.
cache="${XDG_CACHE_HOME:-$HOME/.cache}/dr-guardrails"

missing() {
  printf '%s cannot run: %s\n%s\n' "$purpose" "$1" "$2" >&2
  exit 1
}

# A folder is complete when the stamp inside it says what it was made from.
is_complete() {
  [ -f "$1/.made-from" ] && [ "$(cat "$1/.made-from")" = "$2" ]
}

# Installs into a folder unless it is complete; the stamp is written last.
ensure() {
  local folder="$1" made_from="$2" install="$3"
  is_complete "$folder" "$made_from" && return
  if [ "$check_only" = yes ]; then
    missing "$folder is not there, or not up to date." "Make it with: $setup"
  fi
  mkdir -p "$cache"
  "$install" "$folder" "$made_from"
  printf '%s' "$made_from" >"$folder/.made-from"
}

# A virtual environment with these requirements (the text of a requirements.txt).
install_python() {
  local folder="$1" requirements="$2"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    missing "there is no Python 3.11 or newer." "Install it, for example: apt-get install python3 python3-venv"
  rm -rf "$folder"
  python3 -m venv "$folder" ||
    missing "Python cannot make a virtual environment." "Install its venv module, for example: apt-get install python3-venv"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement <(printf '%s\n' "$requirements") ||
    missing "its requirements cannot be installed from PyPI." "See pip's message above, then run $setup again."
}

# A folder node_modules: what the package-lock.json beside it names.
install_packages() {
  npm ci --prefix "${1%/node_modules}" --no-audit --no-fund >&2 ||
    missing "its packages cannot be installed from npm." "See npm's message above, then run $setup again."
}

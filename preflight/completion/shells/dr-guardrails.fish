# Completion of dr-guardrails, also behind npx.

# Asks what npx would run here. It installs nothing.
function __dr_guardrails_ask_here
    set -l folder $PWD
    while test -n "$folder"; and not test -x "$folder/node_modules/.bin/dr-guardrails"
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    if test -n "$folder"
        "$folder/node_modules/.bin/dr-guardrails" $argv
    else
        npx --no --offline -- dr-guardrails $argv
    end
end

# The words before the cursor, without npx and its options; fails where something else is behind them, or nothing yet.
function __dr_guardrails_behind_npx
    set -l typed (commandline -opc)
    set -e typed[1]
    while string match -q -- '-*' $typed[1]
        set -e typed[1]
    end
    test "$typed[1]" = dr-guardrails; and printf '%s\n' $typed
end

function __dr_guardrails_offer
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l ask $typed[1]
    if test (string replace -r '.*/' '' -- $ask) = npx
        set typed (__dr_guardrails_behind_npx)
        set ask __dr_guardrails_ask_here
    else if not type -q -- $ask
        set ask __dr_guardrails_ask_here
    end
    set -e typed[1]
    for line in ($ask complete -- $typed "$current" 2>/dev/null)
        switch $line
            case ':files'
                __dr_guardrails_names __fish_complete_path $current
            case ':directories'
                __dr_guardrails_names __fish_complete_directories $current
            case ':*'
            case '*'
                echo $line
        end
    end
end

# Names as the shell completes them, also behind a name and `=`.
function __dr_guardrails_names
    set -l option (string match -r -- '^[^=/]*=' $argv[2])
    for name in ($argv[1] (string replace -r -- '^[^=/]*=' '' $argv[2]) '')
        echo "$option$name"
    end
end

complete -c dr-guardrails -e
complete -c dr-guardrails -f -a '(__dr_guardrails_offer)'
complete -c npx -n '__dr_guardrails_behind_npx >/dev/null' -f -a '(__dr_guardrails_offer)'

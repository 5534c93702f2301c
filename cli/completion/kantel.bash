# Completion for bash (and zsh after `autoload bashcompinit && bashcompinit`): source this file. Commands and options
# are read from the program's own help, so they are never out of date.
_kantel() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]}
  local -a command=()
  local i help
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ ${COMP_WORDS[i]} == -* ]]; then break; fi
    help=$("$program" "${command[@]}" --help 2>/dev/null | sed -n '/^Subcommands:/,/^$/p')
    if grep -q "^  ${COMP_WORDS[i]} " <<<"$help"; then command+=("${COMP_WORDS[i]}"); else break; fi
  done
  help=$("$program" "${command[@]}" --help 2>/dev/null)
  case $before in
    --arm)
      local scenario
      for scenario in "${COMP_WORDS[@]}"; do
        if [[ -f $scenario ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$(sed -n '/^\[\[arm\]\]/,/^name/s/^name *= *"\(.*\)".*/\1/p' "$scenario")" -- "$word")
          return
        fi
      done ;;
    --model)
      mapfile -t COMPREPLY < <(compgen -W "$("$program" describe model 2>/dev/null | sed -n '/^Models/,/^Approaches/s/^\([a-z_]*\)  .*/\1/p')" -- "$word")
      return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(grep -oE -- '(^|[ ,])--[a-z-]+' <<<"$help" | tr -d ' ,')" -- "$word")
  elif grep -q '^Subcommands:' <<<"$help"; then
    mapfile -t COMPREPLY < <(compgen -W "$(sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p' <<<"$help")" -- "$word")
  elif [[ ${command[0]-} == describe ]]; then
    mapfile -t COMPREPLY < <(compgen -W "model parameters policies interventions measures order columns reference validation experiment" -- "$word")
  else
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -F _kantel kantel

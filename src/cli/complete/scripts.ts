/** Shells that completion is there for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof SHELLS)[number];

/** The scripts hand the line to hs, which knows commands and names; they hold nothing that an update would change. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  // bash 3.2, which macOS has, knows neither mapfile nor compopt.
  bash: `_hs_complete() {
  local reply line
  COMPREPLY=()
  while IFS= read -r reply; do
    if [ "$reply" = ':files' ]; then
      line="\${COMP_WORDS[COMP_CWORD]}"
      [ "$line" = '=' ] && line=''
      while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -f -- "$line")
      type compopt >/dev/null 2>&1 && compopt -o filenames
      return
    fi
    COMPREPLY+=("$reply")
  done < <(hs __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
}
complete -F _hs_complete hs
`,
  zsh: `#compdef hs
_hs() {
  local reply value
  local -a found
  for reply in "\${(@f)$(hs __complete zsh "\${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)}"; do
    [[ -z $reply ]] && continue
    if [[ $reply == ':files' ]]; then
      compset -P '*='
      _files
      return
    fi
    value=\${reply%%$'\\t'*}
    found+=("\${value//:/\\\\:}:\${reply#*$'\\t'}")
  done
  _describe -V 'hs' found
}
if [[ $funcstack[1] == _hs ]]; then _hs "$@"; else compdef _hs hs; fi
`,
  fish: `function __hs_complete
    set -l found (hs __complete fish (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null </dev/null)
    if test "$found[1]" = ':files'
        __fish_complete_path (string replace -r '^--?[^=]*=' '' -- (commandline -ct))
    else
        printf '%s\\n' $found
    end
end
complete -c hs -f -a '(__hs_complete)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName hs -ScriptBlock {
  param($word, $ast, $cursor)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object {
    if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
  })
  $typed = ':' + $word.Trim("'\`"")
  & hs __complete powershell @words $typed 2>$null | ForEach-Object {
    if ($_ -eq ':files') { return }
    $value, $about = $_ -split "\`t", 2
    $written = if ($value -match '[^A-Za-z0-9_./:=@,%+-]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
    if (-not $about) { $about = $value }
    [System.Management.Automation.CompletionResult]::new($written, $value, 'ParameterValue', $about)
  }
}
`,
};

// SPDX-License-Identifier: MIT
#include "console/reference/completion.h"
#include "console/reference/shell_tables.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kScript = u"#compdef bulkhead vmware-nsx-security vmware-audit\n"
                         "# zsh completion of bulkhead, printed by: bulkhead completion zsh\n"
                         "_bulkhead_tables() { # table key; sets found or kind\n"
                         "    local words\n"
                         "    words= kind= found=()\n"
                         "    case $1 in\n"
                         "    options) case $2 in\n"
                         "%1"
                         "        esac;;\n"
                         "    commands) case $2 in\n"
                         "%2"
                         "        esac;;\n"
                         "    choices) case $2 in\n"
                         "%3"
                         "        esac;;\n"
                         "    values) case $2 in\n"
                         "%4"
                         "        esac;;\n"
                         "    esac\n"
                         "    found=(${=words})\n"
                         "}\n"
                         "_bulkhead() {\n"
                         "    local current=$words[CURRENT] path_so_far= before= word kind\n"
                         "    local -i position=1 i=2\n"
                         "    local -a found typed\n"
                         "    typed=($words)\n"
                         "    if [[ ${typed[1]:t} == vmware-audit ]]; then path_so_far=audit; fi\n"
                         "    while (( i < CURRENT )); do\n"
                         "        word=$typed[i] before=\n"
                         "        if [[ $word == -*=* ]]; then\n"
                         "            :\n"
                         "        elif [[ $word == -* ]]; then\n"
                         "            _bulkhead_tables values \"$path_so_far $word\"\n"
                         "            if [[ -n $kind ]]; then before=$word; (( i++ )); fi\n"
                         "        else\n"
                         "            _bulkhead_tables commands \"$path_so_far\"\n"
                         "            if (( ${found[(Ie)$word]} )); then\n"
                         "                path_so_far=${path_so_far:+$path_so_far }$word\n"
                         "            else\n"
                         "                (( position++ ))\n"
                         "            fi\n"
                         "        fi\n"
                         "        (( i++ ))\n"
                         "    done\n"
                         "    if (( i <= CURRENT )); then before=; fi\n"
                         "    if [[ -z $before && $current == --*=* ]]; then\n"
                         "        before=${current%%=*}\n"
                         "        compset -P '*='\n"
                         "    fi\n"
                         "    _bulkhead_tables choices \"$path_so_far ${before:-$position}\"\n"
                         "    if (( $#found )) && [[ -n $before || $current != -* ]]; then\n"
                         "        compadd -- $found\n"
                         "        return\n"
                         "    fi\n"
                         "    _bulkhead_tables values \"$path_so_far ${before:-$position}\"\n"
                         "    if [[ $kind == file ]]; then _files; return; fi\n"
                         "    if [[ -n $before ]]; then return; fi\n"
                         "    if [[ $current == -* ]]; then\n"
                         "        _bulkhead_tables options \"$path_so_far\"\n"
                         "    else\n"
                         "        _bulkhead_tables commands \"$path_so_far\"\n"
                         "    fi\n"
                         "    compadd -- $found\n"
                         "}\n"
                         "if [[ ${funcstack[1]-} == _bulkhead ]]; then\n"
                         "    _bulkhead \"$@\"\n"
                         "else\n"
                         "    compdef _bulkhead bulkhead vmware-nsx-security vmware-audit\n"
                         "fi\n";

} // namespace

QString zshCompletion(const CommandTable& table) {
    return QString::fromUtf16(kScript).arg(optionCases(table), wordCases(table), choiceCases(table),
                                           valueCases(table));
}

} // namespace bulkhead::console

// SPDX-License-Identifier: MIT
#include "console/reference/completion.h"
#include "console/reference/shell_tables.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

// Walks over what was typed: words of commands lengthen the path, options with a value skip it,
// the rest are the command's own words. No arrays by name and no mapfile: macOS has bash 3.2.
constexpr auto kScript =
    u"# bash completion of bulkhead, printed by: bulkhead completion bash\n"
    "_bulkhead_tables() { # table key; sets words or kind\n"
    "    words= kind=\n"
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
    "}\n"
    "_bulkhead() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} path= position=1 i=1\n"
    "    local words kind word next before=\n"
    "    if [[ ${COMP_WORDS[0]##*/} == vmware-audit ]]; then path=audit; fi\n"
    "    while [[ $i -lt $COMP_CWORD ]]; do\n"
    "        word=${COMP_WORDS[i]} before=\n"
    "        case $word in\n"
    "        -*)\n"
    "            _bulkhead_tables values \"$path $word\"\n"
    "            if [[ -n $kind ]]; then before=$word i=$((i + 1)); fi\n"
    "            # bash makes --option=value three words\n"
    "            if [[ -n $kind && ${COMP_WORDS[i]} == = ]]; then i=$((i + 1)); fi;;\n"
    "        *)\n"
    "            next=${path:+$path }$word\n"
    "            _bulkhead_tables commands \"$path\"\n"
    "            case \" $words \" in\n"
    "            *\" $word \"*) path=$next;;\n"
    "            *) position=$((position + 1));;\n"
    "            esac;;\n"
    "        esac\n"
    "        i=$((i + 1))\n"
    "    done\n"
    "    if [[ $i -le $COMP_CWORD ]]; then before=; fi\n"
    "    if [[ $current == = ]]; then current=; fi\n"
    "    COMPREPLY=()\n"
    "    _bulkhead_tables choices \"$path ${before:-$position}\"\n"
    "    if [[ -n $words && ( -n $before || $current != -* ) ]]; then\n"
    "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
    "        return\n"
    "    fi\n"
    "    _bulkhead_tables values \"$path ${before:-$position}\"\n"
    "    if [[ $kind == file ]]; then\n"
    "        COMPREPLY=($(compgen -f -- \"$current\"))\n"
    "        compopt -o filenames 2>/dev/null\n"
    "        return\n"
    "    fi\n"
    "    if [[ -n $before ]]; then return; fi\n"
    "    if [[ $current == -* ]]; then\n"
    "        _bulkhead_tables options \"$path\"\n"
    "    else\n"
    "        _bulkhead_tables commands \"$path\"\n"
    "    fi\n"
    "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
    "}\n"
    "complete -F _bulkhead bulkhead vmware-nsx-security vmware-audit\n";

} // namespace

QString bashCompletion(const CommandTable& table) {
    return QString::fromUtf16(kScript).arg(optionCases(table), wordCases(table), choiceCases(table),
                                           valueCases(table));
}

} // namespace bulkhead::console

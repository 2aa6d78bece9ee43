// SPDX-License-Identifier: MIT
#include "console/usage.h"

#include "base/text.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

Invocation wrongUsage(const QString& remedy, const QString& problem) {
    Invocation invocation;
    invocation.action = Action::WrongUsage;
    invocation.text = cleanLine(remedy + u' ' + problem);
    return invocation;
}

Invocation unexpectedWord(const QString& command, const QString& word, const QStringList& known) {
    const bool isOption = word.startsWith(u'-');
    const QString kind = isOption ? u"option"_s : u"command"_s;
    const QStringList near = nearestMatches(word, known, 1);
    if (!near.isEmpty()) {
        return wrongUsage(u"Did you mean %1?"_s.arg(near.constFirst()),
                          u"%1 has no %2 %3."_s.arg(command, kind, word));
    }
    if (known.isEmpty() || isOption) {
        return wrongUsage(u"See %1 --help."_s.arg(command),
                          u"%1 does not take %2."_s.arg(command, word));
    }
    return wrongUsage(u"Use one of: %1."_s.arg(known.join(u", "_s)),
                      u"%1 has no %2 %3."_s.arg(command, kind, word));
}

QString parameterHelp(const ops::Parameter& parameter) {
    QString text = parameter.description;
    if (!parameter.allowed.isEmpty()) {
        text += u" One of: "_s + parameter.allowed.join(u", "_s) + u'.';
    }
    if (!parameter.defaultValue.isUndefined()) {
        text += u" (default: %1)"_s.arg(parameter.defaultValue.toVariant().toString());
    }
    return text;
}

std::optional<OutputFormat> outputFormat(const QString& word) {
    if (word == u"table") {
        return OutputFormat::Table;
    }
    if (word == u"json") {
        return OutputFormat::Json;
    }
    if (word == u"yaml") {
        return OutputFormat::Yaml;
    }
    if (word == u"csv") {
        return OutputFormat::Csv;
    }
    return std::nullopt;
}

} // namespace bulkhead::console

// SPDX-License-Identifier: MIT
#include "console/usage.h"

#include "base/text.h"
#include "console/exit_code.h"

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

QString valueWord(OptionKind kind) {
    switch (kind) {
    case OptionKind::Number:
        return u"NUMBER"_s;
    case OptionKind::List:
        return u"LIST"_s;
    case OptionKind::File:
        return u"FILE"_s;
    default:
        return u"TEXT"_s;
    }
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

QString exitCodeHelp() {
    constexpr int kWidth = 76;
    QString text = u"Exit codes:"_s;
    qsizetype column = text.size();
    const std::vector<ExitCode> codes = exitCodes();
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const QString item = QString::number(codes.at(i).code) + u' ' + codes.at(i).meaning +
                             (i + 1 < codes.size() ? u',' : u'.');
        const bool fits = column + item.size() + 1 <= kWidth;
        text += (fits ? u' ' : u'\n') + item;
        column = (fits ? column + 1 : 0) + item.size();
    }
    return text;
}

QStringList outputFormats() {
    return {u"table"_s, u"json"_s, u"yaml"_s, u"csv"_s};
}

std::optional<OutputFormat> outputFormat(const QString& word) {
    // In the order of the enumeration.
    const qsizetype index = outputFormats().indexOf(word);
    return index < 0 ? std::nullopt : std::optional(static_cast<OutputFormat>(index));
}

} // namespace bulkhead::console

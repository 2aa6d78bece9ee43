// SPDX-License-Identifier: MIT
#include "console/change_writer.h"

#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

QString capitalised(const QString& text) {
    return text.left(1).toUpper() + text.mid(1);
}

QString withoutFullStop(QString text) {
    while (text.endsWith(u'.')) {
        text.chop(1);
    }
    return text;
}

/// "Create group web" that was done is "Created group web".
QString doneSentence(const QString& status, const QString& summary) {
    const qsizetype blank = summary.indexOf(u' ');
    if (status.isEmpty() || blank < 0) {
        return summary;
    }
    return capitalised(status) + summary.mid(blank);
}

QString coloured(const QString& line, bool isColourful) {
    const QString content = line.trimmed();
    if (!isColourful || content.isEmpty()) {
        return line;
    }
    switch (content.front().unicode()) {
    case u'+':
        return u"\033[32m"_s + line + u"\033[0m"_s;
    case u'-':
        return u"\033[31m"_s + line + u"\033[0m"_s;
    case u'~':
        return u"\033[33m"_s + line + u"\033[0m"_s;
    default:
        return line;
    }
}

QString bodyText(const QJsonValue& body) {
    if (!body.isObject()) {
        return {};
    }
    const QString json =
        QString::fromUtf8(QJsonDocument(body.toObject()).toJson(QJsonDocument::Indented));
    return cleanParagraphs(json);
}

QString requestsText(const QJsonArray& requests) {
    QString text;
    for (const QJsonValue request : requests) {
        text += cleanLine(request[u"method"].toString() + u' ' + request[u"path"].toString()) +
                u'\n' + bodyText(request[u"body"]) + u'\n';
    }
    return text;
}

QString listText(const QString& title, const QJsonArray& sentences) {
    if (sentences.isEmpty()) {
        return {};
    }
    QString text = title + u'\n';
    for (const QJsonValue sentence : sentences) {
        text += u"  - "_s + cleanLine(sentence.toString()) + u'\n';
    }
    return text + u'\n';
}

QString differenceText(const QJsonArray& difference, bool isColourful) {
    if (difference.isEmpty()) {
        return {};
    }
    QString text = u"Difference\n"_s;
    for (const QJsonValue line : difference) {
        // Its indentation tells what belongs to what, so only the content is cleaned.
        text += coloured(u"  "_s + cleanLine(line.toString()), isColourful) + u'\n';
    }
    return text + u'\n';
}

QString dryRunText(const QJsonObject& result, const ChangeWords& words, bool isColourful) {
    const QJsonArray requests = result.value(u"requests"_s).toArray();
    QString text = u"Dry run on %1: %2. Nothing was sent.\n\n"_s.arg(
        words.target, withoutFullStop(cleanLine(result.value(u"summary"_s).toString())));
    if (requests.isEmpty()) {
        return text + u"There is nothing to do: the manager has it so already.\n"_s;
    }
    text += requestsText(requests);
    text += differenceText(result.value(u"difference"_s).toArray(), isColourful);
    text += listText(u"Consequences"_s, result.value(u"consequences"_s).toArray());
    if (result.value(u"can_be_undone"_s).isBool()) {
        text += result.value(u"can_be_undone"_s).toBool() ? u"It could be taken back by undo.\n"_s
                                                          : u"It could not be taken back.\n"_s;
    }
    return text;
}

QString realizationText(const QJsonValue& realization) {
    if (!realization.isObject()) {
        return {};
    }
    const QString state = realization[u"state"].toString();
    QString text = u"Realization: "_s +
                   (state.isEmpty() ? u"unknown"_s : cleanLine(state).replace(u'_', u' '));
    for (const QJsonValue alarm : realization[u"alarms"].toArray()) {
        text += u"\n  - "_s + cleanLine(alarm.toString());
    }
    return text + u'\n';
}

QString doneText(const QJsonObject& result, const ChangeWords& words) {
    const QString status = result.value(u"status"_s).toString();
    const QString summary = withoutFullStop(cleanLine(result.value(u"summary"_s).toString()));
    if (status == u"unchanged") {
        return u"%1: nothing to do, %2 has it so already.\n"_s.arg(summary, words.target);
    }
    QString text = doneSentence(status, summary) + u" on "_s + words.target + u'.';
    const QString undo = result.value(u"undo_id"_s).toString();
    if (!undo.isEmpty() && words.canUndoLater) {
        text += u" Undo: bulkhead undo "_s + undo + words.undoOptions;
    }
    return text + u'\n' + realizationText(result.value(u"realization"_s));
}

} // namespace

void writeChange(Terminal& terminal, const QJsonObject& result, const ChangeWords& words) {
    const bool isDryRun = result.value(u"dry_run"_s).toBool();
    terminal.print(isDryRun ? dryRunText(result, words, terminal.isColourful())
                            : doneText(result, words));
    for (const QJsonValue warning : result.value(u"warnings"_s).toArray()) {
        terminal.complain(u"warning: "_s + cleanLine(warning.toString()));
    }
}

} // namespace bulkhead::console

// SPDX-License-Identifier: MIT
#include "mcp/elicitation.h"

#include "base/text.h"

#include <QJsonArray>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostConsequences = 20;
constexpr int kLineLength = 400;

const QString kNameField = u"object_name"_s;
const QString kYesField = u"confirm"_s;

QString line(const QString& text) {
    return elideMiddle(cleanLine(text), kLineLength);
}

bool isRightName(const QString& typed, const guard::Question& question) {
    const QString word = typed.simplified();
    return !word.isEmpty() &&
           (word == question.nameToType.simplified() || word == question.idToType.simplified());
}

QString personAt(const ClientFacts& client) {
    return u"person at "_s + (client.name.isEmpty() ? u"an MCP client"_s : client.name);
}

QJsonObject nameForm(const guard::Question& question) {
    return {{kNameField, QJsonObject{{u"type"_s, u"string"_s},
                                     {u"title"_s, u"Name"_s},
                                     {u"description"_s,
                                      u"Type "_s + line(question.nameToType) + u" to go on."_s}}}};
}

QJsonObject yesForm(const guard::Question& question) {
    return {{kYesField, QJsonObject{{u"type"_s, u"boolean"_s},
                                    {u"title"_s, line(question.title)},
                                    {u"description"_s, u"Yes: do it. No: change nothing."_s}}}};
}

} // namespace

QString questionText(const guard::Question& question) {
    QString where = question.target;
    if (!question.manager.isEmpty()) {
        where += u" ("_s + question.manager + u')';
    }
    if (!question.environment.isEmpty()) {
        where += u", environment "_s + question.environment;
    }
    QStringList lines{line(question.title) + u'?', u"Object: "_s + line(question.object),
                      u"Manager: "_s + line(where), u"Risk: "_s + guard::riskName(question.risk)};
    const qsizetype count = question.consequences.size();
    for (qsizetype i = 0; i < qMin(count, kMostConsequences); ++i) {
        lines << u"- "_s + line(question.consequences.at(i));
    }
    if (count > kMostConsequences) {
        lines << u"- and %1 more; a call with dry_run shows all."_s.arg(count - kMostConsequences);
    }
    if (!question.nameToType.isEmpty()) {
        lines << u"Type "_s + line(question.nameToType) + u" to confirm."_s;
    }
    return lines.join(u'\n');
}

QJsonObject elicitationParams(const guard::Question& question, const Dialect& dialect) {
    const bool wantsName = !question.nameToType.isEmpty();
    const QJsonObject properties = wantsName ? nameForm(question) : yesForm(question);
    QJsonObject params{
        {u"message"_s, questionText(question)},
        {u"requestedSchema"_s,
         QJsonObject{{u"type"_s, u"object"_s},
                     {u"properties"_s, properties},
                     {u"required"_s, QJsonArray{wantsName ? kNameField : kYesField}}}}};
    if (dialect.isModern()) {
        params.insert(u"mode"_s, u"form"_s); // 2025-06-18 has no such key, and later it is implied
    }
    return params;
}

guard::Confirmation judgeElicitation(const QJsonObject& result, const guard::Question& question,
                                     const ClientFacts& client) {
    using guard::Answer;
    guard::Confirmation given;
    given.by = personAt(client);
    given.tookTime = true;
    const QString action = result.value(u"action"_s).toString();
    if (action == u"decline") {
        given.answer = Answer::Declined;
        return given;
    }
    if (action != u"accept") {
        given.answer = Answer::Dismissed; // cancelled, or something that is no answer
        return given;
    }
    const QJsonObject content = result.value(u"content"_s).toObject();
    const bool isConfirmed = question.nameToType.isEmpty()
                                 ? content.value(kYesField) == QJsonValue(true)
                                 : isRightName(content.value(kNameField).toString(), question);
    given.answer = isConfirmed ? Answer::Confirmed : Answer::Declined;
    if (!isConfirmed && !question.nameToType.isEmpty()) {
        given.answer = Answer::Dismissed;
        given.problem = question.title +
                        u" was not confirmed: the name that was typed is not that of the object"_s;
    }
    return given;
}

} // namespace bulkhead::mcp

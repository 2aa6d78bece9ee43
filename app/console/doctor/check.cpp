// SPDX-License-Identifier: MIT
#include "console/doctor/check.h"

#include "base/text.h"
#include "console/display_width.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

qsizetype countOf(const std::vector<Check>& checks, CheckStatus status) {
    return std::count_if(checks.cbegin(), checks.cend(),
                         [status](const Check& check) { return check.status == status; });
}

QString coloured(CheckStatus status, bool isColourful) {
    QString word = checkStatusName(status);
    if (!isColourful) {
        return word;
    }
    switch (status) {
    case CheckStatus::Pass:
        return u"\033[32m"_s + word + u"\033[0m"_s;
    case CheckStatus::Warn:
        return u"\033[33m"_s + word + u"\033[0m"_s;
    case CheckStatus::Fail:
        return u"\033[31m"_s + word + u"\033[0m"_s;
    case CheckStatus::Skip:
        break;
    }
    return word;
}

} // namespace

QString checkStatusName(CheckStatus status) {
    switch (status) {
    case CheckStatus::Pass:
        return u"PASS"_s;
    case CheckStatus::Warn:
        return u"WARN"_s;
    case CheckStatus::Fail:
        return u"FAIL"_s;
    case CheckStatus::Skip:
        break;
    }
    return u"SKIP"_s;
}

Check passed(const QString& name, const QString& detail) {
    return {name, CheckStatus::Pass, cleanLine(detail), {}};
}

Check warned(const QString& name, const QString& detail, const QString& remedy) {
    return {name, CheckStatus::Warn, cleanLine(detail), cleanLine(remedy)};
}

Check skipped(const QString& name, const QString& why) {
    return {name, CheckStatus::Skip, cleanLine(why), {}};
}

Check failed(const QString& name, const Error& error) {
    return {name, CheckStatus::Fail, error.explanation(), cleanLine(error.remedy)};
}

QJsonObject checksAsJson(const QString& target, const std::vector<Check>& checks) {
    QJsonArray items;
    for (const Check& check : checks) {
        items.append(QJsonObject{
            {u"name"_s, check.name},
            {u"status"_s, checkStatusName(check.status)},
            {u"detail"_s, check.detail},
            {u"remedy"_s, check.remedy.isEmpty() ? QJsonValue() : QJsonValue(check.remedy)}});
    }
    return {{u"target"_s, target.isEmpty() ? QJsonValue() : QJsonValue(target)},
            {u"checks"_s, items},
            {u"passed"_s, countOf(checks, CheckStatus::Pass)},
            {u"warned"_s, countOf(checks, CheckStatus::Warn)},
            {u"failed"_s, countOf(checks, CheckStatus::Fail)},
            {u"skipped"_s, countOf(checks, CheckStatus::Skip)}};
}

QString checksAsText(const QString& target, const std::vector<Check>& checks, bool isColourful) {
    int width = 0;
    for (const Check& check : checks) {
        width = std::max(width, displayWidth(check.name));
    }
    QString text;
    for (const Check& check : checks) {
        text += coloured(check.status, isColourful) + u"  "_s + check.name +
                QString(width - displayWidth(check.name), u' ') + u"  "_s + check.detail + u'\n';
        if (!check.remedy.isEmpty()) {
            text += u"      → "_s + check.remedy + u'\n';
        }
    }
    const qsizetype failures = countOf(checks, CheckStatus::Fail);
    text += u'\n' + (target.isEmpty() ? QString() : u"Target "_s + cleanLine(target) + u": "_s) +
            (failures == 0 ? u"nothing failed"_s : u"%1 failed"_s.arg(failures)) +
            u", %1 warnings, %2 skipped.\n"_s.arg(countOf(checks, CheckStatus::Warn))
                .arg(countOf(checks, CheckStatus::Skip));
    return text;
}

} // namespace bulkhead::console

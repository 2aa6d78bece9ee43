// SPDX-License-Identifier: MIT
#include "nsx/manager_fault.h"

#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumBody = qsizetype{1024} * 1024;
constexpr int kMaximumMessage = 2000;
constexpr int kMaximumRelated = 10;

QString messageOf(const QJsonObject& error) {
    QString message = error.value(u"error_message"_s).toString().trimmed();
    const QString details = error.value(u"details"_s).toString().trimmed();
    if (!details.isEmpty() && details != message) {
        message += message.isEmpty() ? details : u" ("_s + details + u')';
    }
    return message;
}

} // namespace

std::optional<ManagerFault> parseManagerFault(int httpStatus, const QByteArray& body) {
    if (body.size() > kMaximumBody) {
        return std::nullopt;
    }
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    if (!object.contains(u"error_code"_s) && !object.contains(u"error_message"_s) &&
        !object.contains(u"httpStatus"_s)) {
        return std::nullopt;
    }
    ManagerFault fault;
    fault.httpStatus = httpStatus;
    const QJsonValue code = object.value(u"error_code"_s);
    if (code.isDouble()) {
        fault.errorCode = code.toInt();
    }
    fault.moduleName = object.value(u"module_name"_s).toString();
    QStringList messages{messageOf(object)};
    const QJsonArray related = object.value(u"related_errors"_s).toArray();
    for (const auto error : related) {
        if (messages.size() > kMaximumRelated) {
            messages << u"…"_s;
            break;
        }
        messages << messageOf(error.toObject());
    }
    messages.removeAll(QString());
    messages.removeDuplicates();
    fault.message = elideMiddle(messages.join(u" / "_s), kMaximumMessage);
    return fault;
}

} // namespace bulkhead::nsx

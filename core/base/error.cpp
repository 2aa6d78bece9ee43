// SPDX-License-Identifier: MIT
#include "base/error.h"

#include "base/text.h"

#include <QStringList>

namespace bulkhead {

using namespace Qt::StringLiterals;

QString Error::explanation() const {
    QStringList sentences;
    if (!problem.isEmpty()) {
        sentences << problem;
    }
    if (fault) {
        QString words = u"NSX answered "_s + QString::number(fault->httpStatus);
        if (fault->errorCode) {
            words += u", error code "_s + QString::number(*fault->errorCode);
        }
        if (!fault->message.isEmpty()) {
            words += u": "_s + fault->message;
        }
        if (!words.endsWith(u'.')) {
            words += u'.';
        }
        sentences << words;
    }
    return cleanLine(sentences.join(u' '));
}

QString Error::message() const {
    QString rest = explanation();
    if (remedy.isEmpty()) {
        return rest;
    }
    const QString first = cleanLine(remedy);
    return rest.isEmpty() ? first : first + u' ' + rest;
}

QString errorKindName(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Failed:
        return u"failed"_s;
    case ErrorKind::InvalidInput:
        return u"invalid_input"_s;
    case ErrorKind::Configuration:
        return u"configuration"_s;
    case ErrorKind::Refused:
        return u"refused"_s;
    case ErrorKind::NotFound:
        return u"not_found"_s;
    case ErrorKind::Conflict:
        return u"conflict"_s;
    case ErrorKind::Authentication:
        return u"authentication"_s;
    case ErrorKind::Permission:
        return u"permission"_s;
    case ErrorKind::Unreachable:
        return u"unreachable"_s;
    case ErrorKind::Untrusted:
        return u"untrusted"_s;
    case ErrorKind::Declined:
        return u"declined"_s;
    case ErrorKind::Cancelled:
        return u"cancelled"_s;
    }
    return u"failed"_s;
}

} // namespace bulkhead

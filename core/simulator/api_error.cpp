// SPDX-License-Identifier: MIT
#include "simulator/api_error.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QString statusName(int status) {
    switch (status) {
    case 400:
        return u"BAD_REQUEST"_s;
    case 401:
        return u"UNAUTHORIZED"_s;
    case 403:
        return u"FORBIDDEN"_s;
    case 404:
        return u"NOT_FOUND"_s;
    case 405:
        return u"METHOD_NOT_ALLOWED"_s;
    case 409:
        return u"CONFLICT"_s;
    case 412:
        return u"PRECONDITION_FAILED"_s;
    case 413:
        return u"PAYLOAD_TOO_LARGE"_s;
    case 429:
        return u"TOO_MANY_REQUESTS"_s;
    case 502:
        return u"BAD_GATEWAY"_s;
    case 503:
        return u"SERVICE_UNAVAILABLE"_s;
    case 504:
        return u"GATEWAY_TIMEOUT"_s;
    default:
        return status < 500 ? u"BAD_REQUEST"_s : u"INTERNAL_SERVER_ERROR"_s;
    }
}

} // namespace

QJsonObject ApiError::toJson() const {
    return {{u"httpStatus"_s, statusName(status)},
            {u"error_code"_s, code},
            {u"module_name"_s, module},
            {u"error_message"_s, message}};
}

ApiError notFound(const QString& path) {
    return {404, 600, u"common-services"_s,
            u"The requested object : "_s + path +
                u" could not be found. Object identifiers are case sensitive."_s};
}

ApiError noSuchUrl(const QString& path) {
    return {404, 600, u"common-services"_s,
            u"The requested URI: "_s + path + u" could not be found."_s};
}

ApiError invalidPath(const QString& path) {
    return {400, 500012, u"Policy"_s, u"The path=["_s + path + u"] is invalid"_s};
}

ApiError invalidField(const QString& problem) {
    return {400, 255, u"common-services"_s, u"Field level validation errors: {"_s + problem + u'}'};
}

ApiError stillReferenced(const QString& path, const QStringList& referrers) {
    return {400, 500030, u"policy"_s,
            u"The object path=["_s + path +
                u"] cannot be deleted as either it has children or it is being referenced by "
                u"other objects path=["_s +
                referrers.join(u',') + u"]."_s};
}

ApiError staleRevision(const QString& path) {
    // The wording is unverified; clients look at the status only.
    return {412, 604, u"common-services"_s,
            u"Fetch the latest copy of the object and retry operation. Revision mismatch for "_s +
                path + u'.'};
}

} // namespace bulkhead::simulator

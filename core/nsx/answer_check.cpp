// SPDX-License-Identifier: MIT
#include "nsx/answer_check.h"

#include "base/json_reader.h"
#include "base/text.h"
#include "config/password_source.h"
#include "nsx/manager_fault.h"

#include <cctype>
#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kFullyParsedBody = qsizetype{4} * 1024 * 1024;
constexpr int kDeleteBlocked = 500030;
constexpr int kWrongXsrfToken = 98;
constexpr int kWrongCredentials = 403;

QString requestOf(const RequestContext& context) {
    return context.method + u' ' + context.path;
}

/// For writes whose fate is unknown.
QString openEnd(const RequestContext& context) {
    return context.isRead
               ? QString()
               : u" It is not known whether the change was made; read the object before you try "
                 "again."_s;
}

Error transferError(const HttpAnswer& answer, const RequestContext& context) {
    const QString detail = answer.detail.isEmpty() ? QString() : u" ("_s + answer.detail + u')';
    const QString what = requestOf(context);
    switch (answer.outcome) {
    case HttpOutcome::NoContact:
        return {ErrorKind::Unreachable,
                u"Check host and port of target "_s + context.target.name +
                    u", and that the manager is running and reachable from here."_s,
                u"No connection to "_s + context.place + detail + u'.', context.place,
                std::nullopt};
    case HttpOutcome::NoTls:
        return {ErrorKind::Unreachable,
                u"Check that host and port of target "_s + context.target.name +
                    u" are the manager's HTTPS address."_s,
                context.place + u" does not speak TLS as a manager does"_s + detail + u'.',
                context.place, std::nullopt};
    case HttpOutcome::TimedOut:
        return {ErrorKind::Unreachable,
                u"Try again, or raise timeout_seconds of target "_s + context.target.name + u'.',
                context.place + u" was silent for "_s +
                    QString::number(context.target.timeoutSeconds) + u" s on "_s + what + u'.' +
                    openEnd(context),
                context.path, std::nullopt};
    case HttpOutcome::TooLarge:
        return {ErrorKind::Unreachable, u"Check that it is the right address."_s,
                u"The answer of "_s + context.place + u" to "_s + what + u" is above 512 MB."_s,
                context.path, std::nullopt};
    case HttpOutcome::NotHttp:
        return notAManager(context, u"answered no HTTP"_s + detail);
    case HttpOutcome::Cancelled:
        return cancelledError(what + u" on "_s + context.place);
    default:
        return {ErrorKind::Unreachable, u"Try again; if it stays, check the network."_s,
                u"The connection to "_s + context.place + u" broke on "_s + what + detail + u'.' +
                    openEnd(context),
                context.path, std::nullopt};
    }
}

QString shapeOf(const QByteArray& body) {
    const QByteArray start = body.left(512).trimmed();
    if (start.isEmpty()) {
        return u"nothing"_s;
    }
    if (start.startsWith('<')) {
        return u"a web page"_s;
    }
    return u"something that is not a JSON object"_s;
}

/// Nothing if the body is one JSON object.
std::optional<QString> brokenShape(const QByteArray& body) {
    qsizetype first = 0;
    while (first < body.size() && std::isspace(static_cast<unsigned char>(body.at(first))) != 0) {
        ++first;
    }
    if (first == body.size() || body.at(first) != '{') {
        return shapeOf(body);
    }
    qsizetype last = body.size() - 1;
    while (last > first && std::isspace(static_cast<unsigned char>(body.at(last))) != 0) {
        --last;
    }
    if (body.at(last) != '}' ||
        (body.size() <= kFullyParsedBody && !JsonReader::parse(body, u"the answer"_s))) {
        return u"JSON that is broken or cut off"_s;
    }
    return std::nullopt;
}

struct Judgement {
    ErrorKind kind = ErrorKind::Failed;
    QString remedy;
};

Judgement judgeStatus(int status, std::optional<int> code, const RequestContext& context) {
    switch (status) {
    case 400:
        if (code == kDeleteBlocked) {
            return {ErrorKind::Refused, u"Remove the references that the manager names first."_s};
        }
        return {ErrorKind::Failed, u"Correct what the manager names, then try again."_s};
    case 401:
        return {ErrorKind::Authentication, passwordRemedy(context.target)};
    case 403:
        if (code == kWrongCredentials) {
            return {ErrorKind::Authentication, passwordRemedy(context.target)};
        }
        if (code == kWrongXsrfToken) {
            return {ErrorKind::Authentication, u"Try again; the manager ended the session."_s};
        }
        return {ErrorKind::Permission,
                u"Ask the manager's administrator for a role that allows it, or use another "
                "user."_s};
    case 404:
        return {ErrorKind::NotFound, u"Check the id; ids are case-sensitive."_s};
    case 409:
    case 412:
    case 428:
        return {ErrorKind::Conflict, u"Read the object again and repeat the change on it."_s};
    case 429:
        return {ErrorKind::Unreachable,
                u"Wait a minute and try again; other programs may be using the same user."_s};
    case 502:
    case 503:
    case 504:
        return {ErrorKind::Unreachable,
                u"Wait until the manager's services are up, then try again."_s};
    default:
        return {ErrorKind::Failed, u"Try again; if it stays, look into the manager's log."_s};
    }
}

Error statusError(const HttpAnswer& answer, const RequestContext& context) {
    if (answer.status < 200 || (answer.status >= 300 && answer.status < 400)) {
        QString what = u"answered with status "_s + QString::number(answer.status);
        if (!answer.location.isEmpty()) {
            what += u" (to "_s + elideMiddle(QString::fromUtf8(answer.location), 100) + u')';
        }
        return notAManager(context, what);
    }
    auto fault = parseManagerFault(answer.status, answer.body);
    if (!fault) {
        // 404 with a web page is the wrong address, not a missing object.
        if (answer.status == 404 && !answer.body.trimmed().isEmpty()) {
            return notAManager(context, u"answered 404 with "_s + shapeOf(answer.body));
        }
        fault = ManagerFault{answer.status, std::nullopt, {}, {}};
    }
    const Judgement judgement = judgeStatus(answer.status, fault->errorCode, context);
    QString problem = context.place + u" refused "_s + requestOf(context) + u'.';
    if (answer.status >= 500) {
        problem =
            context.place + u" could not do "_s + requestOf(context) + u'.' + openEnd(context);
    }
    return {judgement.kind, judgement.remedy, problem, context.path, std::move(fault)};
}

std::optional<int> codeOf(const HttpAnswer& answer) {
    const auto fault = parseManagerFault(answer.status, answer.body);
    return fault ? fault->errorCode : std::nullopt;
}

} // namespace

Error notAManager(const QString& place, const QString& what) {
    return {ErrorKind::Unreachable,
            u"Check host and port, and that no proxy or portal stands between."_s,
            place + u" does not look like an NSX Manager: it "_s + what + u'.', place,
            std::nullopt};
}

Error notAManager(const RequestContext& context, const QString& what) {
    Error error = notAManager(context.place, what + u" to "_s + requestOf(context));
    error.problem += openEnd(context);
    return error;
}

QString passwordRemedy(const config::Target& target) {
    if (target.auth == config::AuthMode::Certificate) {
        return u"Check that client_cert of target "_s + target.name +
               u" belongs to a principal identity of this manager."_s;
    }
    return u"Correct the password in "_s + config::passwordVariable(target.name) +
           u", or username of target "_s + target.name + u'.';
}

Error loginRefused(const config::Target& target, const QString& place) {
    const bool isCertificate = target.auth == config::AuthMode::Certificate;
    return {ErrorKind::Authentication, passwordRemedy(target),
            isCertificate ? place + u" refused the client certificate."_s
                          : place + u" refused the login of "_s + target.username +
                                u": the password is wrong or the account is locked."_s,
            target.name, std::nullopt};
}

bool isSessionLost(const HttpAnswer& answer) {
    return answer.outcome == HttpOutcome::Answered &&
           (answer.status == 401 || (answer.status == 403 && codeOf(answer) == kWrongXsrfToken));
}

bool isLoginRefused(const HttpAnswer& answer) {
    return answer.outcome == HttpOutcome::Answered &&
           (answer.status == 401 || (answer.status == 403 && codeOf(answer) == kWrongCredentials));
}

Result<Response> checkAnswer(HttpAnswer answer, const RequestContext& context) {
    if (answer.outcome != HttpOutcome::Answered) {
        Error error = transferError(answer, context);
        error.mayHaveHappened = !context.isRead && answer.outcome != HttpOutcome::NoContact &&
                                answer.outcome != HttpOutcome::NoTls;
        return fail(std::move(error));
    }
    if (answer.status < 200 || answer.status >= 300) {
        Error error = statusError(answer, context);
        // 4xx is a refusal; whatever else came says nothing about the change.
        error.mayHaveHappened = !context.isRead && (answer.status < 400 || answer.status >= 500);
        return fail(std::move(error));
    }
    const bool mayBeEmpty = !context.isRead && answer.body.trimmed().isEmpty();
    if (!mayBeEmpty) {
        if (const auto shape = brokenShape(answer.body)) {
            Error error = notAManager(context, u"answered "_s + *shape);
            error.mayHaveHappened = !context.isRead;
            return fail(std::move(error));
        }
    }
    return Response{answer.status, std::move(answer.body)};
}

} // namespace bulkhead::nsx

// SPDX-License-Identifier: MIT
// Judges what came back for a request: an answer of NSX, or which error it is.
#pragma once

#include "base/result.h"
#include "config/target.h"
#include "nsx/connection.h"
#include "nsx/http_message.h"

namespace bulkhead::nsx {

/// What the sentences of an error need to know about the request.
struct RequestContext {
    config::Target target;
    QString place;  ///< "host:port"
    QString method; ///< "GET"
    QString path;   ///< without the query
    bool isRead = true;
};

/// The response if it has status 2xx and, for a read, its body is one JSON object; else the Error
/// with its remedy. Untrusted is not judged here (see Trust::refusal). A body above 4 MB is only
/// looked at from both ends here; whoever decodes it reports a break inside.
[[nodiscard]] Result<Response> checkAnswer(HttpAnswer answer, const RequestContext& context);

/// True if the manager says that the session is gone: 401, or 403 with error code 98 (a wrong XSRF
/// token). It has not looked at the request then.
[[nodiscard]] bool isSessionLost(const HttpAnswer& answer);

/// True if the manager says that user or password are wrong: 401, or 403 with error code 403.
[[nodiscard]] bool isLoginRefused(const HttpAnswer& answer);

/// "https://host:port does not look like an NSX Manager…": for a body that cannot be decoded.
[[nodiscard]] Error notAManager(const RequestContext& context, const QString& what);
[[nodiscard]] Error notAManager(const QString& place, const QString& what);

/// The remedy and problem of a refused login.
[[nodiscard]] Error loginRefused(const config::Target& target, const QString& place);

/// How the password of the target is to be corrected, as a sentence.
[[nodiscard]] QString passwordRemedy(const config::Target& target);

} // namespace bulkhead::nsx

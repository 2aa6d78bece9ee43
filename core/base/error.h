// SPDX-License-Identifier: MIT
// Error: what went wrong as a value, with the remedy first and the manager's own words kept.
#pragma once

#include <QString>

#include <optional>

namespace bulkhead {

/// What kind of failure it is. The console's exit code and the desktop's wording follow from it.
enum class ErrorKind {
    Failed,         ///< the operation failed for a reason of its own
    InvalidInput,   ///< an argument or a file that a person gave is wrong
    Configuration,  ///< config.yaml, .env or the environment is wrong
    Refused,        ///< guard rules, a dependency check or preflight said no
    NotFound,       ///< the object does not exist
    Conflict,       ///< stale revision, or locked by somebody else
    Authentication, ///< login refused, or no password known
    Permission,     ///< logged in, but the role does not allow it
    Unreachable,    ///< no connection, time-out, or an answer that is no NSX answer
    Untrusted,      ///< the manager's certificate is not trusted
    Declined,       ///< the user said no
    Cancelled,      ///< the user or the caller stopped it
};

/// The manager's own error body (NSX 4.2 API, ApiError): kept whole, never thrown away.
struct ManagerFault {
    int httpStatus = 0;           ///< of the status line, e.g. 404
    std::optional<int> errorCode; ///< `error_code`, e.g. 500030
    QString moduleName;           ///< `module_name`, e.g. "policy"
    QString message;              ///< `error_message` and the related errors, raw text
};

/// A failure. Copyable, thread-neutral, cheap to move. Never holds a secret.
struct Error {
    ErrorKind kind = ErrorKind::Failed;
    QString remedy;  ///< first sentence: what to do now. Ends with a full stop. May not be empty.
    QString problem; ///< what happened and where. Ends with a full stop.
    QString object;  ///< path, file or target that it is about; may be empty
    std::optional<ManagerFault> fault;
    /// A write that may have been made all the same: the request went out and no answer told.
    bool mayHaveHappened = false;

    /// One line for a person: remedy, problem, the manager's code and text. Cleaned of control,
    /// bidirectional and zero-width characters, so it may go to a terminal or a dialog as it is.
    [[nodiscard]] QString message() const;
    /// `message()` without the remedy, for places that show the remedy as a button of its own.
    [[nodiscard]] QString explanation() const;
};

/// A stable lower-case word for logs, JSON results and tests, e.g. "not_found".
[[nodiscard]] QString errorKindName(ErrorKind kind);

} // namespace bulkhead

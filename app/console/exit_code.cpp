// SPDX-License-Identifier: MIT
#include "console/exit_code.h"

namespace bulkhead::console {

int exitCode(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Failed:
    case ErrorKind::Configuration:
        return kFailed;
    case ErrorKind::InvalidInput:
        return kWrongUsage;
    case ErrorKind::Refused:
        return 3;
    case ErrorKind::NotFound:
        return 4;
    case ErrorKind::Conflict:
        return 5;
    case ErrorKind::Authentication:
    case ErrorKind::Permission:
        return 6;
    case ErrorKind::Unreachable:
    case ErrorKind::Untrusted:
        return 7;
    case ErrorKind::Declined:
        return 8;
    case ErrorKind::Cancelled:
        return kInterrupted;
    }
    return kFailed;
}

} // namespace bulkhead::console

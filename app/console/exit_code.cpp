// SPDX-License-Identifier: MIT
#include "console/exit_code.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

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

std::vector<ExitCode> exitCodes() {
    return {{kDone, u"done"_s},
            {kFailed, u"failed"_s},
            {kWrongUsage, u"wrong usage"_s},
            {exitCode(ErrorKind::Refused), u"refused"_s},
            {exitCode(ErrorKind::NotFound), u"not found"_s},
            {exitCode(ErrorKind::Conflict), u"conflict"_s},
            {exitCode(ErrorKind::Permission), u"authentication or permission"_s},
            {exitCode(ErrorKind::Unreachable), u"unreachable or not trusted"_s},
            {exitCode(ErrorKind::Declined), u"declined"_s},
            {kInterrupted, u"interrupted"_s}};
}

} // namespace bulkhead::console

// SPDX-License-Identifier: MIT
// Decodes the answers about the manager node and the logged-in user.
#pragma once

#include "base/result.h"
#include "config/target.h"
#include "nsx/connection.h"

namespace bulkhead::nsx {

inline const QString kVersionPath = QStringLiteral("/api/v1/node/version");

/// The same answer under two bases; a Global Manager has no Policy API of its own (NSX 4.2).
[[nodiscard]] QString userInfoPath(const config::Target& target);

/// Who the manager takes us for (NSX 4.2, aaa/user-info). Texts are clean for one line.
struct UserInfo {
    QString userName;
    QStringList roles; ///< of the user as a whole and for the root path, without duplicates
};

/// `product_version`, or `node_version` where that is missing. A role that may not read it, or a
/// manager that lacks it, gives an empty value; every other failure stays one.
[[nodiscard]] Result<QString> parseProductVersion(const Result<Response>& answer,
                                                  const QString& place);
[[nodiscard]] Result<UserInfo> parseUserInfo(const Result<Response>& answer, const QString& place);

} // namespace bulkhead::nsx

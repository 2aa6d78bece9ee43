// SPDX-License-Identifier: MIT
// Where the password of a target comes from: the environment, the .env file, the secret store.
#pragma once

#include "base/result.h"
#include "base/task.h"
#include "config/secret.h"
#include "config/secret_store.h"
#include "config/target.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace bulkhead::config {

/// The variable that holds a target's password: VMWARE_NSX_SECURITY_<TARGET>_PASSWORD, the target
/// in capitals, every character outside A-Z and 0-9 as `_`.
[[nodiscard]] QString passwordVariable(const QString& targetName);

struct FoundPassword {
    Secret secret;        ///< empty for AuthMode::Certificate, which needs none
    QString source;       ///< where it was found, for showing: a variable or a file
    QStringList warnings; ///< one clean line each, e.g. a .env that others can read
};

/// ~/.vmware-nsx-security/.env
[[nodiscard]] QString defaultEnvFile();

/// Looks in the process environment, then in `envFile` (empty: defaultEnvFile()). A value that
/// starts with `b64:` and goes on as strict base64 of valid UTF-8 is decoded, any other is taken as
/// it stands; an empty value counts as none. The file is only read, never written. Fails with
/// Authentication that names the variable, or with Configuration if the file cannot be read.
[[nodiscard]] Result<FoundPassword> findPassword(const Target& target, const QString& envFile = {});

/// As findPassword, and then asks the secret store, which is touched only if neither the
/// environment nor the file has the password. A store that cannot be asked is said in the error.
[[nodiscard]] Task<FoundPassword> resolvePassword(Target target, std::shared_ptr<SecretStore> store,
                                                  QString envFile = {});

/// Every password of any target that the environment and the file hold, as it is used and as it
/// stands there, so that none of them leaves the program by accident. What cannot be read is left
/// out.
[[nodiscard]] std::vector<Secret> allPasswords(const QString& envFile = {});

/// For writes: fails with Refused if the file exists and its group or others may read it. A missing
/// file is fine. (A read of the same file only warns.)
[[nodiscard]] Result<void> checkEnvFileIsPrivate(const QString& envFile = {});

} // namespace bulkhead::config

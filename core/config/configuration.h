// SPDX-License-Identifier: MIT
// Configuration: config.yaml, read and checked whole.
#pragma once

#include "base/result.h"
#include "config/target.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::config {

/// Everything that config.yaml says. It holds no password.
struct Configuration {
    QString file;                ///< where it was read from, absolute
    std::vector<Target> targets; ///< in the file's order, at least one
    QString defaultTarget;       ///< name of an existing target; empty if the file names none
    std::vector<ProtectedFlow> protectedFlows;
    QStringList warnings; ///< one clean line each, to be shown as long as they stand
};

/// The file to read: `override` (--config), else the variable VMWARE_NSX_SECURITY_CONFIG, else
/// ~/.vmware-nsx-security/config.yaml. A leading `~` is expanded. It need not exist.
[[nodiscard]] QString configurationFile(const QString& override = {});

/// Reads and checks the file. Fails with ErrorKind::Configuration and one line that says
/// `file:line: key: what was found; what is allowed`. Nothing half-read is returned.
[[nodiscard]] Result<Configuration> loadConfiguration(const QString& file);

/// As loadConfiguration, on text that was read already. `file` names it in errors.
[[nodiscard]] Result<Configuration> parseConfiguration(const QByteArray& yaml, const QString& file);

/// The target of that name; with an empty name `default_target`, or the only target there is.
/// An unknown name fails and says the nearest ones.
[[nodiscard]] Result<Target> selectTarget(const Configuration& configuration, const QString& name);

} // namespace bulkhead::config

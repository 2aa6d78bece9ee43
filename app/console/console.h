// SPDX-License-Identifier: MIT
// The console's entrance: everything the program does without a window.
#pragma once

#include "console/invocation.h"

#include <QStringList>

namespace bulkhead::console {

/// Gives the process a UTF-8 locale when its environment names none (agents start it with hardly
/// any variables). Before any application object.
void forceUtf8();

/// What the command line asks for. `program` is the name that it was started by: as `vmware-audit`
/// it is `bulkhead audit`, by any other name it is itself. `arguments` without that name.
[[nodiscard]] Invocation readArguments(const QString& program, const QStringList& arguments);

/// Does it and returns the exit code. Wants a QCoreApplication and runs its event loop. A desktop
/// invocation is not for here.
[[nodiscard]] int runConsole(const Invocation& invocation);

} // namespace bulkhead::console

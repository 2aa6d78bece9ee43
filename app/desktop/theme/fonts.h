// SPDX-License-Identifier: MIT
// Chooses the interface font: the system's where it is good, the shipped Inter where it is not.
#pragma once

#include <QFont>

namespace bulkhead::desktop {

/// The system's font, or the shipped Inter in the same size if the system has only a stopgap such
/// as DejaVu Sans. Figures are tabular where Qt can ask for that (6.7 and later; before it, numbers
/// are right-aligned only). Registers the shipped font files; call it once, on the GUI thread.
[[nodiscard]] QFont interfaceFont(const QFont& systemFont);

/// True if a family is what a bare system falls back to, not what somebody chose.
[[nodiscard]] bool isStopgapFamily(const QString& family);

} // namespace bulkhead::desktop

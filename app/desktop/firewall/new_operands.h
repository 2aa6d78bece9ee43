// SPDX-License-Identifier: MIT
// Groups and services that are named in a cell before they are there.
#pragma once

#include "change/step.h"
#include "snapshot/snapshot.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace bulkhead::desktop {

/// What can be made where operands are chosen.
enum class NewOperand : quint8 { Nothing, Group, Service };

/// The operand that stands for an object with this name, which is made together with the step that
/// uses it.
[[nodiscard]] QString newOperand(const QString& name);
/// The name in such an operand; nothing for all others.
[[nodiscard]] std::optional<QString> nameOfNew(const QString& operand);

/// The edits that make the new ones among `operands`; their paths take the places of their names.
/// A service named like "TCP 8443" or "udp/53" gets those ports; everything else is empty and a
/// finding says so. Fails as change::createGroup and createService do.
[[nodiscard]] Result<change::Step> makeNewOperands(const snapshot::Snapshot& snapshot,
                                                   NewOperand kind, QStringList& operands);

/// One step out of both: the objects, and what uses them.
[[nodiscard]] Result<change::Step> withNewOperands(change::Step created, Result<change::Step> uses);

} // namespace bulkhead::desktop

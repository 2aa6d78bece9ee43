// SPDX-License-Identifier: MIT
// The card that appears when the mouse rests on a chip.
#pragma once

#include "desktop/widgets/chip.h"

namespace bulkhead::desktop {

class Document;

/// Rich text, escaped: name, kind, criteria or ports, the first members and how many there are.
[[nodiscard]] QString objectCard(const Document& document, const Chip& chip);

} // namespace bulkhead::desktop

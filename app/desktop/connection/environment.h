// SPDX-License-Identifier: MIT
// How a target's environment looks: production must not be taken for a lab.
#pragma once

#include "desktop/theme/tokens.h"

#include <QString>

namespace bulkhead::desktop {

struct EnvironmentLook {
    Color fill = Color::Category;
    Color text = Color::Text;
    bool framed = false; ///< the whole window carries the colour
};

/// By what the word in config.yaml means (config/environment.h); an unknown one looks neutral.
[[nodiscard]] EnvironmentLook environmentLook(const QString& environment);

} // namespace bulkhead::desktop

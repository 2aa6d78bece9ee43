// SPDX-License-Identifier: MIT
#include "desktop/connection/environment.h"

#include "config/environment.h"

namespace bulkhead::desktop {

EnvironmentLook environmentLook(const QString& environment) {
    switch (config::environmentKind(environment)) {
    case config::EnvironmentKind::Demo:
        return {Color::Demo, Color::OnDemo, false};
    case config::EnvironmentKind::Staging:
        return {Color::Staging, Color::OnStaging, false};
    case config::EnvironmentKind::Production:
        return {Color::Production, Color::OnProduction, true};
    case config::EnvironmentKind::Development:
        return {Color::Development, Color::OnDevelopment, false};
    case config::EnvironmentKind::Unknown:
        break;
    }
    return {};
}

} // namespace bulkhead::desktop

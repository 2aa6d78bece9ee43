// SPDX-License-Identifier: MIT
#include "desktop/connection/environment.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

EnvironmentLook environmentLook(const QString& environment) {
    const QString word = environment.toLower();
    const auto has = [&word](std::initializer_list<QStringView> parts) {
        for (const QStringView part : parts) {
            if (word.contains(part)) {
                return true;
            }
        }
        return false;
    };
    if (has({u"demo"})) {
        return {Color::Demo, Color::OnDemo, false};
    }
    // "preprod" and "non-prod" are not production, so they are looked for first.
    if (has({u"stag", u"test", u"qa", u"pre", u"non"})) {
        return {Color::Staging, Color::OnStaging, false};
    }
    if (has({u"prod", u"live"})) {
        return {Color::Production, Color::OnProduction, true};
    }
    if (has({u"dev", u"lab", u"sandbox"})) {
        return {Color::Development, Color::OnDevelopment, false};
    }
    return {};
}

} // namespace bulkhead::desktop

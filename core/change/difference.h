// SPDX-License-Identifier: MIT
// difference: what a write changes, in lines that a person can read.
#pragma once

#include "change/before_image.h"

#include <QStringList>

namespace bulkhead::change {

/// One heading line per image ("~ /infra/…/rules/r1"; `+` new, `-` gone) and one indented line per
/// field that a person can set: "+ field: value", "- field: value", "~ field: before → after";
/// elements of lists singly. Empty if nothing changes. Raw text: the caller cleans it.
[[nodiscard]] QStringList difference(const std::vector<BeforeImage>& images);

/// The same for two JSON values, without headings; `indent` goes before each line.
[[nodiscard]] QStringList difference(const QJsonValue& before, const QJsonValue& after,
                                     const QString& indent = {});

} // namespace bulkhead::change

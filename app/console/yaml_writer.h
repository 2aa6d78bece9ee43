// SPDX-License-Identifier: MIT
// writeYaml: a result as one YAML document.
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace bulkhead::console {

/// The same data as the JSON output. Every text is quoted, so that "no", "1" and "null" stay texts
/// in every reader.
[[nodiscard]] QByteArray writeYaml(const QJsonObject& result);

} // namespace bulkhead::console

// SPDX-License-Identifier: MIT
// Writes a trace to a file: as a picture, or as the result of the operation.
#pragma once

#include "base/result.h"
#include "desktop/traceflow/trace_picture.h"

#include <QJsonObject>

namespace bulkhead::desktop {

/// What stands on top of an exported picture. Texts are clean.
struct ExportedTrace {
    TracePicture picture;
    QString verdict;
    QString flow; ///< "web-01 → app-01, TCP 8443"
    QJsonObject result;
};

/// The file's ending says how: svg, png, pdf or json. Pictures have the light theme's colours, for
/// paper. InvalidInput for another ending, Failed if the file cannot be written.
[[nodiscard]] Result<void> exportTrace(const ExportedTrace& trace, const QString& file);

} // namespace bulkhead::desktop

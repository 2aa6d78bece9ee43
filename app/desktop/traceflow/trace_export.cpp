// SPDX-License-Identifier: MIT
#include "desktop/traceflow/trace_export.h"

#include "base/text.h"
#include "desktop/traceflow/paint_context.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr double kHeader = 64;
constexpr double kScale = 2;           ///< of a PNG, for sharp screens
constexpr double kMostPixels = 16'000; ///< a side; longer pictures lose sharpness, not content
constexpr int kPointsPerInch = 72;
constexpr double kNarrowest = 640;

QSizeF sizeOf(const ExportedTrace& trace) {
    const QSizeF size = trace.picture.size();
    return {std::max(size.width(), kNarrowest), size.height() + kHeader};
}

void paintAll(QPainter& painter, const ExportedTrace& trace, const ColorSet& colors) {
    const QSizeF size = sizeOf(trace);
    painter.fillRect(QRectF(QPointF(), size), colors[Color::Surface]);
    {
        const PaintContext context(painter, colors);
        const double width = size.width() - 2 * graph::kMargin;
        context.text(QRectF(graph::kMargin, 10, width, 20), trace.flow, TypeRole::SmallStrong,
                     Color::TextMuted);
        context.text(QRectF(graph::kMargin, 30, width, 22), trace.verdict, TypeRole::BodyStrong,
                     Color::Text);
    }
    painter.translate(0, kHeader);
    trace.picture.paint(painter, colors, {});
}

QByteArray asPng(const ExportedTrace& trace, const ColorSet& colors) {
    const QSizeF size = sizeOf(trace);
    const double scale =
        std::min({kScale, kMostPixels / size.width(), kMostPixels / size.height()});
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintAll(painter, trace, colors);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray asSvg(const ExportedTrace& trace, const ColorSet& colors) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kPointsPerInch);
    const QSizeF size = sizeOf(trace);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(), size));
    generator.setTitle(trace.flow);
    generator.setDescription(trace.verdict);
    QPainter painter(&generator);
    paintAll(painter, trace, colors);
    painter.end();
    return bytes;
}

QByteArray asPdf(const ExportedTrace& trace, const ColorSet& colors) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(trace.flow);
    writer.setCreator(u"Bulkhead"_s);
    writer.setPageSize(QPageSize(sizeOf(trace), QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setResolution(kPointsPerInch);
    QPainter painter(&writer);
    paintAll(painter, trace, colors);
    painter.end();
    return bytes;
}

} // namespace

Result<void> exportTrace(const ExportedTrace& trace, const QString& file) {
    const auto colors = loadColors(u"light"_s);
    if (!colors) {
        return fail(colors.error());
    }
    const QString kind = QFileInfo(file).suffix().toLower();
    QByteArray bytes;
    if (kind == u"png") {
        bytes = asPng(trace, *colors);
    } else if (kind == u"svg") {
        bytes = asSvg(trace, *colors);
    } else if (kind == u"pdf") {
        bytes = asPdf(trace, *colors);
    } else if (kind == u"json") {
        bytes = QJsonDocument(trace.result).toJson();
    } else {
        return fail(ErrorKind::InvalidInput, u"End the file's name with svg, png, pdf or json."_s,
                    u"The ending says what is written; %1 has none of them."_s.arg(
                        cleanLine(QFileInfo(file).fileName())),
                    file);
    }
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size() ||
        !target.commit()) {
        return fail(ErrorKind::Failed, u"Choose another place for the file."_s,
                    u"%1 could not be written: %2."_s.arg(cleanLine(file), target.errorString()),
                    file);
    }
    return {};
}

} // namespace bulkhead::desktop

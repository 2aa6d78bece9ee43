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
#include <cmath>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr double kTop = 10;
constexpr double kFlowHeight = 20;
constexpr double kScale = 2;                ///< of a PNG, for sharp screens
constexpr double kMostPixels = 16'000;      ///< a side; longer pictures lose sharpness, not content
constexpr double kLargestArea = 33'000'000; ///< pixels; readers refuse more than 128 MB
constexpr int kPointsPerInch = 72;
constexpr double kLargestPage =
    14'400; ///< points; readers of PDF take no more (ISO 32000, annex C)
constexpr double kNarrowest = 640;
constexpr double kWidestSentence = 1200; ///< longer lines are hard to read

double sentenceWidth(const ExportedTrace& trace) {
    return std::min(std::max(trace.picture.size().width(), kNarrowest) - 2 * graph::kMargin,
                    kWidestSentence);
}

/// Flow and verdict, whole, however long.
double headerOf(const ExportedTrace& trace, const ColorSet& colors) {
    QImage nothing(1, 1, QImage::Format_RGB32);
    QPainter painter(&nothing);
    const PaintContext context(painter, colors);
    return kTop + kFlowHeight +
           context.height(trace.verdict, TypeRole::BodyStrong, sentenceWidth(trace)) + kTop;
}

QSizeF sizeOf(const ExportedTrace& trace, const ColorSet& colors) {
    const QSizeF size = trace.picture.size();
    return {std::max(size.width(), kNarrowest), size.height() + headerOf(trace, colors)};
}

void paintAll(QPainter& painter, const ExportedTrace& trace, const ColorSet& colors) {
    const QSizeF size = sizeOf(trace, colors);
    const double header = headerOf(trace, colors);
    painter.fillRect(QRectF(QPointF(), size), colors[Color::Surface]);
    {
        const PaintContext context(painter, colors);
        const double width = sentenceWidth(trace);
        context.text(QRectF(graph::kMargin, kTop, width, kFlowHeight), trace.flow,
                     TypeRole::SmallStrong, Color::TextMuted);
        context.paragraph(
            QRectF(graph::kMargin, kTop + kFlowHeight, width, header - 2 * kTop - kFlowHeight),
            trace.verdict, TypeRole::BodyStrong, Color::Text);
    }
    painter.translate(0, header);
    trace.picture.paint(painter, colors, {});
}

QByteArray asPng(const ExportedTrace& trace, const ColorSet& colors) {
    const QSizeF size = sizeOf(trace, colors);
    const double scale = std::min({kScale, kMostPixels / size.width(), kMostPixels / size.height(),
                                   std::sqrt(kLargestArea / (size.width() * size.height()))});
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
    const QSizeF size = sizeOf(trace, colors);
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
    const QSizeF size = sizeOf(trace, colors);
    const double scale = std::min({1.0, kLargestPage / size.width(), kLargestPage / size.height()});
    writer.setPageSize(QPageSize(size * scale, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setResolution(kPointsPerInch);
    QPainter painter(&writer);
    painter.scale(scale, scale);
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

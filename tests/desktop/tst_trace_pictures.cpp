// SPDX-License-Identifier: MIT
// Observations of every kind as pictures, light and dark. BULKHEAD_TRACE_PICTURES names a folder
// that they are kept in, to look at.
#include "desktop/theme/theme.h"
#include "desktop/traceflow/trace_export.h"
#include "desktop/traceflow/trace_picture.h"
#include "support/trace_cases.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;

namespace {

TracePicture pictureOf(const tests::TraceCase& one) {
    graph::Hops hops;
    for (const model::TraceObservation& observation : one.trace.observations) {
        hops.push_back(graph::hopOf(observation));
        if (hops.back().ruleId == 1050) {
            hops.back().ruleName = u"deny-everything-that-nobody-asked-for"_s;
        } else if (hops.back().ruleId == 1042) {
            hops.back().ruleName = u"web-to-app"_s;
        }
    }
    const bool isRunning = one.trace.status.state == model::TraceState::InProgress;
    return TracePicture(
        graph::graphOf(hops, isRunning ? graph::WayState::InProgress : graph::WayState::Finished));
}

QImage painted(const TracePicture& picture, const ColorSet& colors, const PictureLook& look = {},
               double scale = 1) {
    QImage image((picture.size() * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    image.fill(colors[Color::Window]);
    QPainter painter(&image);
    painter.scale(scale, scale);
    picture.paint(painter, colors, look);
    return image;
}

bool hasColor(const QImage& image, const QRect& part, const QColor& color) {
    const QRect inside = part.intersected(image.rect());
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x) {
            if (image.pixelColor(x, y) == color) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class TestTracePictures final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }

    void everyKindIsDrawn_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("theme");
        const auto cases = tests::everyTraceCase();
        for (std::size_t i = 0; i < cases.size(); ++i) {
            for (const QString& theme : {u"light"_s, u"dark"_s}) {
                QTest::addRow("%s, %s", qPrintable(cases[i].name), qPrintable(theme))
                    << static_cast<int>(i) << theme;
            }
        }
    }
    void everyKindIsDrawn() {
        QFETCH(const int, index);
        QFETCH(const QString, theme);
        const tests::TraceCase one = tests::everyTraceCase()[static_cast<std::size_t>(index)];
        const ColorSet colors = *loadColors(theme);
        const TracePicture picture = pictureOf(one);
        PictureLook look;
        look.selected = picture.isEmpty() ? -1 : 1;
        look.hasFocus = true;
        const QImage image = painted(picture, colors, look);
        for (std::size_t i = 0; i < picture.graph().nodes.size(); ++i) {
            const graph::Node& node = picture.graph().nodes[i];
            const graph::Box& box = picture.layout().nodes[i];
            const QRect part = QRectF(box.x, box.y, box.width, box.height).toAlignedRect();
            QVERIFY(!picture.sentence(static_cast<int>(i)).isEmpty());
            const bool isDrop = node.kind == graph::NodeKind::Drop;
            QCOMPARE(isDrop && hasColor(image, part, colors[Color::OnStop]), isDrop);
            QVERIFY2(
                hasColor(image, part,
                         colors[isDrop                                  ? Color::Stop
                                : static_cast<int>(i) == look.selected  ? Color::Selection
                                : node.kind == graph::NodeKind::OpenEnd ? Color::Window
                                                                        : Color::SurfaceRaised]),
                qPrintable(node.title));
        }
        const QString folder = qEnvironmentVariable("BULKHEAD_TRACE_PICTURES");
        if (!folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            painted(picture, colors, look, 1.5)
                .save(folder + u'/' + QString(one.name).replace(u' ', u'-') + u'-' + theme +
                      u".png"_s);
        }
    }

    // Words are noise then: shapes and signs stay.
    void aWidePictureHasAnOverview_data() { everyKindIsDrawn_data(); }
    void aWidePictureHasAnOverview() {
        QFETCH(const int, index);
        QFETCH(const QString, theme);
        const tests::TraceCase one = tests::everyTraceCase()[static_cast<std::size_t>(index)];
        const ColorSet colors = *loadColors(theme);
        const TracePicture picture = pictureOf(one);
        constexpr double scale = 0.25;
        PictureLook look;
        look.overview = scale;
        const QImage image = painted(picture, colors, look, scale);
        for (std::size_t i = 0; i < picture.graph().nodes.size(); ++i) {
            const graph::Node& node = picture.graph().nodes[i];
            const graph::Box& box = picture.layout().nodes[i];
            const QRect part =
                QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale)
                    .toAlignedRect();
            const bool isDrop = node.kind == graph::NodeKind::Drop;
            if (isDrop || node.isDelivered) {
                QVERIFY2(hasColor(image, part, colors[isDrop ? Color::Stop : Color::Allow]),
                         qPrintable(node.title));
            }
        }
        const QString folder = qEnvironmentVariable("BULKHEAD_TRACE_PICTURES");
        if (!folder.isEmpty()) {
            image.save(folder + u"/overview-"_s + QString(one.name).replace(u' ', u'-') + u'-' +
                       theme + u".png"_s);
        }
    }

    void aWidePictureIsSavedWhole_data() {
        QTest::addColumn<QString>("ending");
        for (const QString& ending : {u"svg"_s, u"png"_s, u"pdf"_s}) {
            QTest::addRow("%s", qPrintable(ending)) << ending;
        }
    }
    void aWidePictureIsSavedWhole() {
        QFETCH(const QString, ending);
        QString verdict = u"Delivered"_s;
        for (int i = 2; i <= 41; ++i) {
            verdict += u" to app-%1,"_s.arg(i);
        }
        const ExportedTrace trace{
            pictureOf(tests::everyTraceCase().back()), verdict, u"app-01 → everybody"_s, {}};
        const QTemporaryDir folder;
        const QString name = folder.filePath(u"wide."_s + ending);
        const auto saved = exportTrace(trace, name);
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message()));
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const QSizeF size = trace.picture.size();
        QVERIFY(size.width() > 7000 && size.height() > 3000);
        if (ending == u"svg") {
            // Text stays text: the last machine, and the sentence to its end.
            QVERIFY(bytes.contains("app-41"));
            QVERIFY(bytes.contains("to app-41,"));
        } else if (ending == u"png") {
            const QImage image = QImage::fromData(bytes);
            QVERIFY(!image.isNull());
            const double scale = image.width() / size.width();
            const qint64 area = qint64{image.width()} * image.height();
            QVERIFY2(scale > 0.8 && area <= 33'100'000, qPrintable(QString::number(scale)));
            const graph::Box& last = trace.picture.layout().nodes.back();
            const int header = image.height() - qRound(size.height() * scale);
            const QRect part(qRound(last.x * scale), header + qRound(last.y * scale),
                             qRound(last.width * scale), qRound(last.height * scale));
            QVERIFY(hasColor(image, part, (*loadColors(u"light"_s))[Color::SurfaceRaised]));
        } else {
            const auto box = QRegularExpression(u"/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"_s)
                                 .match(QString::fromLatin1(bytes));
            QVERIFY(box.hasMatch());
            QVERIFY(box.captured(1).toDouble() <= 14'400);
            QCOMPARE(bytes.count("/Type /Page\n"), 1);
        }
        const QString kept = qEnvironmentVariable("BULKHEAD_TRACE_PICTURES");
        if (!kept.isEmpty()) {
            QVERIFY(QDir().mkpath(kept));
            QFile::copy(name, kept + u"/wide."_s + ending);
        }
    }

    void whatWasExpectedIsDashed() {
        const auto cases = tests::everyTraceCase();
        TracePicture observed = pictureOf(cases[0]);
        graph::HopGraph both = observed.graph();
        graph::addPrediction(both, pictureOf(cases[2]).graph().hops);
        const TracePicture picture(both);
        const ColorSet colors = *loadColors(u"light"_s);
        const QImage image = painted(picture, colors);
        QVERIFY(hasColor(image, image.rect(), colors[Color::Accent]));
        QVERIFY(!hasColor(painted(observed, colors), image.rect(), colors[Color::Accent]));
        const QString folder = qEnvironmentVariable("BULKHEAD_TRACE_PICTURES");
        if (!folder.isEmpty()) {
            painted(picture, colors, {}, 1.5).save(folder + u"/predicted-light.png"_s);
        }
    }
};

QTEST_MAIN(TestTracePictures)
#include "tst_trace_pictures.moc"

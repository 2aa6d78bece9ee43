// SPDX-License-Identifier: MIT
// Observations of every kind as pictures, light and dark. BULKHEAD_TRACE_PICTURES names a folder
// that they are kept in, to look at.
#include "desktop/theme/theme.h"
#include "desktop/traceflow/trace_picture.h"
#include "support/trace_cases.h"

#include <QDir>
#include <QImage>
#include <QPainter>
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

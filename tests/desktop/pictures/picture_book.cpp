// SPDX-License-Identifier: MIT
#include "desktop/pictures/picture_book.h"

#include "desktop/pictures/widget_checks.h"
#include "desktop/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QImage>
#include <QPainter>
#include <QTest>
#include <QWidget>

namespace bulkhead::desktop::tests {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShadow = 90;
constexpr int kTurns = 4;
constexpr int kStride = 3;
constexpr int kFewestColors = 24;
constexpr double kFlattest = 0.97; ///< the largest part of a picture that may be of one colour
constexpr double kSameShade = 2;   ///< a contrast that nobody takes for black on white
constexpr int kQuick = 80;         ///< PNG "quality": packs fast

int percent() {
    return qEnvironmentVariableIntValue("BULKHEAD_PICTURE_SCALE") == 200 ? 200 : 100;
}

QString pictureFolder() {
    const QString named = qEnvironmentVariable("BULKHEAD_PICTURES");
    return named.isEmpty() ? QDir::current().filePath(u"pictures"_s) : named;
}

/// What was begun by a change of looks ends: layouts, and what is rebuilt a turn later.
void settle() {
    for (int turn = 0; turn < kTurns; ++turn) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

QImage photographOf(QWidget& window, QWidget* dialog) {
    const qreal scale = window.devicePixelRatioF();
    QImage picture(window.size() * scale, QImage::Format_RGB32);
    picture.setDevicePixelRatio(scale);
    picture.fill(themeColor(Color::Window));
    window.render(&picture);
    if (dialog != nullptr) {
        QPainter painter(&picture);
        painter.fillRect(QRect(QPoint(), window.size()), QColor(0, 0, 0, kShadow));
        const QPoint corner((window.width() - dialog->width()) / 2,
                            (window.height() - dialog->height()) / 3);
        painter.drawPixmap(corner, dialog->grab());
        painter.setPen(themeColor(Color::BorderStrong));
        painter.drawRect(QRect(corner, dialog->size()));
    }
    return picture;
}

struct Colors {
    qsizetype distinct = 0;
    double largestPart = 0;
    QColor background;
};

/// Looks at one pixel of nine: enough to know a picture, and quick without an optimizer.
Colors colorsOf(const QImage& any) {
    const QImage picture = any.convertToFormat(QImage::Format_RGB32);
    QHash<QRgb, int> counts;
    double all = 0;
    for (int y = 0; y < picture.height(); y += kStride) {
        const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); x += kStride) {
            ++counts[line[x]];
            ++all;
        }
    }
    Colors colors{counts.size(), 0, {}};
    int most = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        if (it.value() > most) {
            most = it.value();
            colors.background = QColor(it.key());
        }
    }
    colors.largestPart = most / all;
    return colors;
}

void complain(const QString& picture, const QString& what) {
    QTest::qFail(qPrintable(picture + u": "_s + what), __FILE__, __LINE__);
}

} // namespace

void prepareScreen() {
    const QString folder = pictureFolder();
    QDir().mkpath(folder);
    QFile file(QDir(folder).filePath(u"screen-%1.json"_s.arg(percent())));
    if (!file.open(QIODevice::WriteOnly)) {
        qFatal("The description of the screen cannot be written: %s", qPrintable(file.fileName()));
    }
    // A 4K screen has the room of a Full HD one when everything is twice as large.
    file.write("{\"screens\": [{\"name\": \"pictures\", \"x\": 0, \"y\": 0, \"width\": 1920, "
               "\"height\": 1200, \"logicalDpi\": 96, \"logicalBaseDpi\": 96, \"dpr\": " +
               QByteArray::number(percent() / 100.0) + "}]}");
    file.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + file.fileName().toLocal8Bit());
}

PictureBook::PictureBook() : m_folder(pictureFolder()), m_percent(percent()) {}

QString PictureBook::fileOf(const QString& state, bool dark) const {
    return QDir(m_folder).filePath(
        u"%1-%2-%3.png"_s.arg(state, dark ? u"dark"_s : u"light"_s).arg(m_percent));
}

void PictureBook::take(const QString& placeAndState, QWidget& window, QWidget* dialog) {
    m_taken << placeAndState;
    QImage light;
    for (const bool dark : {false, true}) {
        (*Theme::install())->setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
        settle();
        const QImage picture = photographOf(window, dialog);
        const QString file = fileOf(placeAndState, dark);
        if (!picture.save(file, "PNG", kQuick)) {
            complain(file, u"cannot be written"_s);
        }
        const QString name = u"%1 in %2"_s.arg(placeAndState, dark ? u"dark"_s : u"light"_s);
        checkPicture(name, window, picture);
        if (dialog == nullptr) {
            checkWidgets(name, window, picture);
        } else {
            const QImage front = dialog->grab().toImage();
            checkPicture(name, *dialog, front);
            checkWidgets(name, *dialog, front);
        }
        if (dialog == nullptr) {
            const QColor background = colorsOf(picture).background;
            if (contrastRatio(background, dark ? Qt::black : Qt::white) > kSameShade) {
                complain(name, u"its background is %1"_s.arg(background.name()));
            }
        }
        if (dark && picture == light) {
            complain(name, u"it looks as in light"_s);
        }
        light = picture;
    }
    (*Theme::install())->setChoice(ThemeChoice::Light);
    settle();
}

void PictureBook::checkPicture(const QString& name, const QWidget& what,
                               const QImage& picture) const {
    const QSize size = what.size() * m_percent / 100;
    if (picture.size() != size) {
        complain(name, u"it is %1 × %2 pixels instead of %3 × %4"_s.arg(picture.width())
                           .arg(picture.height())
                           .arg(size.width())
                           .arg(size.height()));
    }
    const Colors colors = colorsOf(picture);
    if (colors.distinct < kFewestColors || colors.largestPart > kFlattest) {
        complain(name, u"it is blank: %1 colours"_s.arg(colors.distinct));
    }
}

void PictureBook::checkWidgets(const QString& name, const QWidget& what,
                               const QImage& picture) const {
    QStringList faults = cutTexts(what) + namelessWidgets(what) + overlaps(what);
    if (m_percent == 200) {
        faults += faintTexts(what, picture);
    }
    for (const QString& fault : std::as_const(faults)) {
        complain(name, fault);
    }
}

void PictureBook::verifyComplete(const QStringList& states) const {
    for (const QString& state : states) {
        if (m_taken.count(state) != 1) {
            complain(state, u"it was taken %1 times"_s.arg(m_taken.count(state)));
        }
        for (const bool dark : {false, true}) {
            const QImage picture(fileOf(state, dark));
            if (picture.isNull()) {
                complain(fileOf(state, dark), u"it is not there"_s);
            }
        }
    }
    for (const QString& taken : m_taken) {
        if (!states.contains(taken)) {
            complain(taken, u"it is not in the list"_s);
        }
    }
}

} // namespace bulkhead::desktop::tests

// SPDX-License-Identifier: MIT
#include "desktop/theme/icons.h"

#include "desktop/theme/theme.h"

#include <QAbstractButton>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QLoggingCategory>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcIcons, "bulkhead.desktop.icons")

const QByteArray& source(const QString& name) {
    static QHash<QString, QByteArray> sources;
    auto found = sources.find(name);
    if (found == sources.end()) {
        QFile file(u":/bulkhead/icons/%1.svg"_s.arg(name));
        QByteArray svg;
        if (file.open(QIODevice::ReadOnly)) {
            svg = file.readAll();
        } else {
            qCWarning(lcIcons) << "no icon" << name;
        }
        found = sources.insert(name, svg);
    }
    return *found;
}

constexpr qsizetype kMostPictures = 2000;

/// A key without string building: icons are painted many times a frame.
struct PictureKey {
    QString name;
    QRgb color;
    int width;
    int height;
    qreal ratio;
    friend bool operator==(const PictureKey&, const PictureKey&) = default;
    friend size_t qHash(const PictureKey& key, size_t seed = 0) {
        return qHashMulti(seed, key.name, key.color, key.width, key.height, key.ratio);
    }
};

class ThemeIconEngine final : public QIconEngine {
public:
    ThemeIconEngine(QString name, Color color) : m_name(std::move(name)), m_color(color) {}

    QIconEngine* clone() const override { return new ThemeIconEngine(m_name, m_color); }
    bool isNull() override { return source(m_name).isEmpty(); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        paintIcon(*painter, rect, m_name, tint(mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return iconPixmap(m_name, tint(mode), size, 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        // Qt hands the size in device pixels here.
        return iconPixmap(m_name, tint(mode), size / scale, scale);
    }

private:
    [[nodiscard]] QColor tint(QIcon::Mode mode) const {
        return themeColor(mode == QIcon::Disabled ? Color::BorderStrong : m_color);
    }

    QString m_name;
    Color m_color;
};

} // namespace

QIcon icon(const QString& name, Color color) {
    return QIcon(new ThemeIconEngine(name, color));
}

QPixmap iconPixmap(const QString& name, const QColor& color, const QSize& size,
                   qreal devicePixelRatio) {
    static QHash<PictureKey, QPixmap> pictures;
    const PictureKey key{name, color.rgba(), size.width(), size.height(), devicePixelRatio};
    if (const auto found = pictures.constFind(key); found != pictures.constEnd()) {
        return *found;
    }
    QPixmap pixmap(size * devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QByteArray svg = source(name);
    if (!svg.isEmpty() && !pixmap.isNull()) {
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(svg);
        QPainter painter(&pixmap);
        const int side = std::min(pixmap.width(), pixmap.height());
        renderer.render(&painter, QRectF(0, 0, side, side));
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    if (pictures.size() >= kMostPictures) {
        pictures.clear();
    }
    pictures.insert(key, pixmap);
    return pixmap;
}

void setButtonIcon(QAbstractButton& button, const QString& name, Color color) {
    constexpr const char* kFollows = "iconFollowsZoom";
    const auto follow = [&button] {
        const int side = kIcon * Theme::current().zoom() / 100;
        button.setIconSize({side + space::tight, side});
    };
    if (!button.property(kFollows).toBool()) {
        button.setProperty(kFollows, true);
        QObject::connect(&Theme::current(), &Theme::changed, &button, follow);
    }
    follow();
    button.setIcon(icon(name, color));
}

void paintIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color) {
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QSize size = rect.size().toSize();
    painter.drawPixmap(rect.topLeft(), iconPixmap(name, color, size, ratio));
}

} // namespace bulkhead::desktop

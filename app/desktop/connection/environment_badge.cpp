// SPDX-License-Identifier: MIT
#include "desktop/connection/environment_badge.h"

#include "base/text.h"
#include "desktop/connection/environment.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"

#include <QPainter>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kFrame = 3;
} // namespace

EnvironmentBadge::EnvironmentBadge(QWidget* parent) : QWidget(parent) {
    setObjectName(u"environmentBadge"_s);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    hide();
}

void EnvironmentBadge::setEnvironment(const QString& environment) {
    m_environment = cleanLine(environment);
    setAccessibleName(tr("Environment %1").arg(m_environment));
    setVisible(!m_environment.isEmpty());
    updateGeometry();
    update();
}

QSize EnvironmentBadge::sizeHint() const {
    return {static_cast<int>(paintBadge(nullptr, {}, m_environment, Color::Text, Color::Text)),
            Theme::current().rowHeight()};
}

void EnvironmentBadge::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const EnvironmentLook look = environmentLook(m_environment);
    paintBadge(&painter, {0, height() / 2.0}, m_environment, look.fill, look.text);
}

EnvironmentFrame::EnvironmentFrame(QWidget* parent) : QWidget(parent) {
    setObjectName(u"environmentFrame"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
}

bool EnvironmentFrame::isFramed() const {
    return environmentLook(m_environment).framed;
}

void EnvironmentFrame::setEnvironment(const QString& environment) {
    m_environment = environment;
    const int width = isFramed() ? kFrame : 0;
    layout()->setContentsMargins(width, width, width, width);
    update();
}

void EnvironmentFrame::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(),
                     themeColor(isFramed() ? environmentLook(m_environment).fill : Color::Window));
}

} // namespace bulkhead::desktop

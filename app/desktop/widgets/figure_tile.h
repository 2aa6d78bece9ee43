// SPDX-License-Identifier: MIT
// FigureTile: one number that matters, with its words; a click leads to what it counts.
#pragma once

#include "desktop/theme/tokens.h"

#include <QAbstractButton>

namespace bulkhead::desktop {

/// Keyboard and screen readers have it as a button that says number, label and note.
class FigureTile final : public QAbstractButton {
    Q_OBJECT

public:
    FigureTile(const QString& objectName, const QString& label, QWidget* parent = nullptr);

    /// `figure` is short ("3 of 4", "12 days", "—"); `note` a few words under the label.
    void setFigure(const QString& figure, const QString& note, const QString& icon, Color tone);
    [[nodiscard]] const QString& figure() const { return m_figure; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString m_label;
    QString m_figure;
    QString m_note;
    QString m_icon;
    Color m_tone = Color::Text;
};

} // namespace bulkhead::desktop

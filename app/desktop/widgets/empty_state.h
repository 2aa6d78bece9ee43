// SPDX-License-Identifier: MIT
// EmptyState: what stands where a list would be, and says what to do next.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace bulkhead::desktop {

class IconLabel;

class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setContent(const QString& icon, const QString& title, const QString& text);
    /// Adds a button; the first one is the primary. The caller connects it.
    QPushButton* addButton(const QString& objectName, const QString& text,
                           const QString& icon = {});
    void clearButtons();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void giveTextRoom();

    IconLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace bulkhead::desktop

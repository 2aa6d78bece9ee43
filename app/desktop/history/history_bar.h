// SPDX-License-Identifier: MIT
// HistoryBar: above the history: whether the trail can be believed, and what can be done about the
// chosen write.
#pragma once

#include "desktop/history/history_reader.h"
#include "desktop/theme/tokens.h"

#include <QFrame>

class QAction;
class QLabel;
class QPushButton;

namespace bulkhead::desktop {

class IconLabel;

class HistoryBar final : public QFrame {
    Q_OBJECT

public:
    /// `revert` gives its button text, state and tool tip; it is not owned.
    explicit HistoryBar(QAction& revert, QWidget* parent = nullptr);

    void showReading();
    /// Green words for a chain that is whole, red ones for one that is not.
    void showChain(const History& history);
    void clear();
    /// What it says, for tests.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void readAgain();

private:
    void say(const QString& icon, Color color, const QString& words, const QString& tip);
    void applyColor();
    void updateButton(const QAction& revert);

    Color m_color = Color::TextMuted;
    IconLabel* m_icon;
    QLabel* m_words;
    QPushButton* m_revert;
};

} // namespace bulkhead::desktop

// SPDX-License-Identifier: MIT
// NoticeStrip: a line above the content: the remedy first, then why, and a button that does it.
#pragma once

#include "base/error.h"
#include "desktop/theme/tokens.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace bulkhead::desktop {

class IconLabel;

enum class NoticeKind : quint8 { Info, Warning, Error };

class NoticeStrip final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeStrip(const QString& objectName, QWidget* parent = nullptr);

    /// `lead` is shown strong, `text` after it. Both are clean.
    void showNotice(NoticeKind kind, const QString& lead, const QString& text);
    /// Shows an error: its remedy leads.
    void showError(const Error& error);
    /// One more button at the end; see clearActions.
    void addAction(const QString& objectName, const QString& text,
                   const std::function<void()>& run);
    void clearActions();
    void setClosable(bool closable);
    /// Everything that it says, for tests and screen readers.
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyColors();

    NoticeKind m_kind = NoticeKind::Info;
    IconLabel* m_icon;
    QLabel* m_text;
    QHBoxLayout* m_actions;
    QToolButton* m_close;
    QString m_plain;
};

} // namespace bulkhead::desktop

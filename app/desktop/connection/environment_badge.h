// SPDX-License-Identifier: MIT
// EnvironmentBadge and EnvironmentFrame: the environment as a word, and as a frame on production.
#pragma once

#include <QWidget>

namespace bulkhead::desktop {

class EnvironmentBadge final : public QWidget {
    Q_OBJECT

public:
    explicit EnvironmentBadge(QWidget* parent = nullptr);
    void setEnvironment(const QString& environment);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_environment;
};

/// The window's content inside an edge in the environment's colour, where that asks for it.
class EnvironmentFrame final : public QWidget {
    Q_OBJECT

public:
    explicit EnvironmentFrame(QWidget* parent = nullptr);
    void setEnvironment(const QString& environment);
    [[nodiscard]] bool isFramed() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_environment;
};

} // namespace bulkhead::desktop

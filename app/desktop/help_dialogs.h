// SPDX-License-Identifier: MIT
// Help: the list of shortcuts, made from the actions themselves, and who we are.
#pragma once

#include <QDialog>

namespace bulkhead::desktop {

class MainActions;

class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    ShortcutsDialog(const MainActions& actions, QWidget* parent = nullptr);
};

class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace bulkhead::desktop

// SPDX-License-Identifier: MIT
#include "desktop/help_dialogs.h"

#include "desktop/main_actions.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/icon_label.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPictureSize = 40;
constexpr QSize kShortcutsSize{620, 560};

QLabel* plainLabel(const QString& text, const QString& role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", role);
    return label;
}

void addClose(QDialog* dialog, QVBoxLayout* layout) {
    auto* close = new QPushButton(ShortcutsDialog::tr("Close"), dialog);
    close->setObjectName(u"closeButton"_s);
    close->setDefault(true);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    layout->addWidget(close, 0, Qt::AlignRight);
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const MainActions& actions, QWidget* parent) : QDialog(parent) {
    setObjectName(u"shortcutsDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    const QSize wanted = kShortcutsSize * Theme::current().zoom() / 100;
    resize(parent == nullptr ? wanted : wanted.boundedTo(parent->size()));
    auto* body = new QWidget;
    auto* grid = new QGridLayout(body);
    grid->setContentsMargins(space::large, space::medium, space::large, space::medium);
    grid->setHorizontalSpacing(space::huge);
    grid->setVerticalSpacing(space::small);
    grid->setColumnStretch(0, 1);
    int row = 0;
    const auto add = [&](const QString& what, const QString& keys) {
        auto* words = plainLabel(what, u"body"_s, body);
        words->setWordWrap(true);
        grid->addWidget(words, row, 0);
        grid->addWidget(plainLabel(keys, u"strong"_s, body), row++, 1);
    };
    for (const QAction* action : actions.all()) {
        if (!action->shortcut().isEmpty()) {
            add(action->iconText(), action->shortcut().toString(QKeySequence::NativeText));
        }
    }
    add(tr("Move by cell"), tr("Arrow keys"));
    add(tr("Fold or unfold a policy"), tr("Left, Right, Enter"));
    add(tr("Walk over the objects in a cell"), tr("Enter"));
    add(tr("Open the object"), tr("Ctrl+Enter"));
    add(tr("Jump to a rule by its name"), tr("Type the name"));
    add(tr("New, edit, rename, duplicate or delete a group or service"),
        tr("Ctrl+N, Ctrl+E, F2, Ctrl+D, Del"));
    add(tr("Go to the first use of a group or service"), tr("Ctrl+U"));
    add(tr("Add, move or remove a criterion"), tr("Ctrl+Enter, Alt+Up, Alt+Down, Alt+Del"));
    add(tr("Edit the tags of machines, or read them from a file"), tr("Ctrl+T, Ctrl+Shift+T"));
    add(tr("Exclude machines from the firewall, or protect them again"),
        tr("Ctrl+Shift+E, Ctrl+Shift+R"));
    add(tr("Send a traced packet"), tr("Ctrl+Enter"));
    add(tr("Walk along a packet's way, open the rule that decided"), tr("Arrow keys, Enter"));
    add(tr("Zoom or fit a packet's way"), tr("+, −, 0, F"));
    add(tr("Clear the filter"), tr("Esc"));
    add(tr("Cancel what is under way"), tr("Ctrl+."));
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(body);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(windowTitle());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::large);
    layout->setSpacing(space::medium);
    layout->addWidget(scroll);
    addClose(this, layout);
}

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(u"aboutDialog"_s);
    setWindowTitle(tr("About Bulkhead"));
    auto* picture = new IconLabel(kPictureSize, this);
    picture->setIcon(u"brick-wall-shield"_s, Color::Accent);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::small);
    layout->addWidget(picture);
    layout->addWidget(
        plainLabel(tr("Bulkhead %1").arg(QStringLiteral(BULKHEAD_VERSION)), u"display"_s, this));
    layout->addWidget(
        plainLabel(tr("The wall that keeps one flooded compartment from sinking the ship."),
                   u"muted"_s, this));
    layout->addSpacing(space::small);
    layout->addWidget(plainLabel(tr("A firewall editor for VMware NSX, under the MIT licence.\n"
                                    "With Qt %1 (LGPL), icons by Lucide (ISC), the typeface Inter "
                                    "(OFL).")
                                     .arg(QString::fromLatin1(qVersion())),
                                 u"body"_s, this));
    layout->addSpacing(space::medium);
    addClose(this, layout);
}

} // namespace bulkhead::desktop

// SPDX-License-Identifier: MIT
#include "desktop/changes/open_changes_dialog.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/dialog_words.h"
#include "desktop/widgets/icon_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 620;
constexpr int kPicture = 32;
constexpr int kListHeight = 180;

} // namespace

OpenChangesDialog::OpenChangesDialog(const ChangeFit& fit, const QString& facts,
                                     const QString& target, QWidget* parent)
    : QDialog(parent) {
    setObjectName(u"openChangesDialog"_s);
    setWindowTitle(tr("Open changes"));
    setModal(true);
    setMinimumWidth(kWidth);
    auto* picture = new IconLabel(kPicture, this);
    picture->setIcon(u"git-compare-arrows"_s, Color::Accent);
    auto* heading = new QVBoxLayout;
    heading->setSpacing(space::tight);
    heading->addWidget(dialogWords(fit.title.isEmpty() ? tr("Changes") : fit.title, "title", this));
    heading->addWidget(
        dialogWords(tr("Changes %1. The file stays as it is.").arg(facts), "muted", this));
    auto* top = new QHBoxLayout;
    top->setSpacing(space::large);
    top->addWidget(picture, 0, Qt::AlignTop);
    top->addLayout(heading, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    layout->addLayout(top);
    if (!fit.target.isEmpty() && fit.target != target) {
        layout->addWidget(dialogWords(
            tr("It was written for %1; this is %2.").arg(fit.target, target), "body", this));
    }
    if (!fit.problems.isEmpty()) {
        layout->addWidget(dialogWords(
            fit.problems.size() == 1
                ? tr("One change does not fit to what is there now:")
                : tr("%1 changes do not fit to what is there now:").arg(fit.problems.size()),
            "body", this));
        auto* list = new QListWidget(this);
        list->setObjectName(u"openChangesProblems"_s);
        list->setAccessibleName(tr("What does not fit"));
        list->setWordWrap(true);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        list->setResizeMode(QListView::Adjust);
        list->setMinimumHeight(kListHeight);
        for (const QString& problem : fit.problems) {
            list->addItem(
                new QListWidgetItem(icon(u"triangle-alert"_s, Color::WarningText), problem));
        }
        layout->addWidget(list, 1);
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addStretch(1);
    if (!fit.steps.empty()) {
        const auto count = static_cast<int>(fit.steps.size());
        auto* go = new QPushButton(fit.problems.isEmpty() ? tr("Stage it here")
                                   : count == 1           ? tr("Stage the one that fits")
                                                          : tr("Stage the %1 that fit").arg(count),
                                   this);
        go->setObjectName(u"openChangesGo"_s);
        go->setAutoDefault(false);
        connect(go, &QPushButton::clicked, this, &QDialog::accept);
        row->addWidget(go);
    }
    auto* cancel = new QPushButton(fit.steps.empty() ? tr("Close") : tr("Cancel"), this);
    cancel->setObjectName(u"openChangesCancel"_s);
    cancel->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(cancel);
    layout->addLayout(row);
    cancel->setFocus();
}

} // namespace bulkhead::desktop

// SPDX-License-Identifier: MIT
#include "desktop/changes/keep_question.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPicture = 32;

QString tr(const char* text) {
    return QCoreApplication::translate("bulkhead::desktop::MainWindow", text);
}

QString stagedWords(int count) {
    return count == 1 ? tr("One change is staged and not published.")
                      : tr("%1 changes are staged and not published.").arg(count);
}

QMessageBox* makeQuestion(QWidget* parent, int count, const QString& more) {
    auto* question = new QMessageBox(QMessageBox::Question, tr("Staged changes"),
                                     stagedWords(count) + u' ' + more, QMessageBox::Cancel, parent);
    question->setObjectName(u"discardQuestion"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setDefaultButton(QMessageBox::Cancel);
    const int side = kPicture * Theme::current().zoom() / 100;
    question->setIconPixmap(iconPixmap(u"circle-help"_s, themeColor(Color::Accent), {side, side},
                                       parent->devicePixelRatioF()));
    return question;
}

void addButton(QMessageBox* question, const QString& name, const QString& text,
               QMessageBox::ButtonRole role, std::function<void()> run) {
    QPushButton* button = question->addButton(text, role);
    button->setObjectName(name);
    // After the box has gone: what runs may close the window that it stands on.
    QObject::connect(question, &QMessageBox::buttonClicked, question->parent(),
                     [button, run = std::move(run)](const QAbstractButton* clicked) {
                         if (clicked == button) {
                             run();
                         }
                     });
}

} // namespace

void askToKeepOrDiscard(QWidget* parent, int count, bool isKept, std::function<void()> keep,
                        std::function<void()> discard) {
    QMessageBox* question = makeQuestion(
        parent, count,
        isKept ? tr("What is kept is offered again when this estate is opened the next time.")
               : tr("The disk could not take what is staged: save it as a file, or it is lost."));
    if (isKept) {
        addButton(question, u"keepGo"_s, tr("Keep for next time"), QMessageBox::AcceptRole,
                  std::move(keep));
    }
    addButton(question, u"discardGo"_s, tr("Discard"), QMessageBox::DestructiveRole,
              std::move(discard));
    question->open();
}

void askToDiscard(QWidget* parent, int count, std::function<void()> discard) {
    QMessageBox* question =
        makeQuestion(parent, count, tr("Nobody can bring back what is discarded."));
    addButton(question, u"discardGo"_s, tr("Discard"), QMessageBox::DestructiveRole,
              std::move(discard));
    question->open();
}

} // namespace bulkhead::desktop

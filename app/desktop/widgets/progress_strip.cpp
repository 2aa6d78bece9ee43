// SPDX-License-Identifier: MIT
#include "desktop/widgets/progress_strip.h"

#include "base/text.h"
#include "desktop/theme/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kBarWidth = 220;
constexpr int kParts = 1000;
} // namespace

ProgressStrip::ProgressStrip(QWidget* parent)
    : QFrame(parent),
      m_text(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)) {
    setObjectName(u"progressStrip"_s);
    m_text->setObjectName(u"progressText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_bar->setObjectName(u"progressBar"_s);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(kBarWidth);
    m_cancel->setObjectName(u"progressCancel"_s);
    m_cancel->setAccessibleName(tr("Cancel what is under way"));
    m_cancel->setShortcut(QKeySequence(tr("Ctrl+.")));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::large, space::small, space::large, space::small);
    layout->setSpacing(space::medium);
    layout->addWidget(m_bar);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressStrip::cancelled);
    hide();
}

void ProgressStrip::begin(const QString& activity) {
    m_bar->setRange(0, 0);
    m_text->setText(activity);
    show();
}

void ProgressStrip::showProgress(const Progress& progress) {
    QString words = cleanLine(progress.activity);
    if (progress.total && *progress.total > 0) {
        m_bar->setRange(0, kParts);
        m_bar->setValue(static_cast<int>(
            std::clamp<qint64>(progress.done * kParts / *progress.total, 0, kParts)));
        words += u": "_s +
                 tr("%1 of %2")
                     .arg(QLocale().toString(progress.done), QLocale().toString(*progress.total));
    } else {
        m_bar->setRange(0, 0);
        if (progress.done > 0) {
            words += u": "_s + QLocale().toString(progress.done);
        }
    }
    m_text->setText(words);
}

void ProgressStrip::end() {
    hide();
}

} // namespace bulkhead::desktop

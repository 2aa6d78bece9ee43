// SPDX-License-Identifier: MIT
#include "desktop/pictures.h"

#include "desktop/changes/confirm_dialog.h"
#include "desktop/connection/certificate_dialog.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/password_dialog.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/firewall_place.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/places/table_place.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/table_view.h"
#include "ops/demo_manager.h"

#include <QAction>
#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTurnMs = 40;
constexpr int kSettleTurns = 3;
constexpr int kLimitMs = 180'000;
constexpr QSize kWindowSize{1760, 1040};
constexpr int kShadow = 90;

template <typename T>
T* visibleChild(const QWidget& parent) {
    for (T* child : parent.findChildren<T*>()) {
        if (child->isVisible()) {
            return child;
        }
    }
    return nullptr;
}

} // namespace

PictureMaker::PictureMaker(DesktopOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)) {
    m_turn.setInterval(kTurnMs);
    connect(&m_turn, &QTimer::timeout, this, &PictureMaker::next);
    m_limit.setSingleShot(true);
    m_limit.setInterval(kLimitMs);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        fail(
            u"Try again on a faster machine. The pictures were not ready after three minutes, at “%1”."_s
                .arg(m_step < m_steps.size() ? m_steps[m_step].what : QString()));
    });
}

PictureMaker::~PictureMaker() = default;

void PictureMaker::start() {
    m_limit.start();
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!QDir().mkpath(m_options.pictureFolder)) {
                fail(u"Choose another folder. %1 cannot be made."_s.arg(m_options.pictureFolder));
                return;
            }
            qputenv("OPS_HOME", m_guard.path().toLocal8Bit());
            auto demo = ops::DemoManager::start();
            if (!demo) {
                fail(demo.error().message());
                return;
            }
            m_demo = std::move(*demo);
            DesktopOptions plain;
            plain.configFile = m_options.configFile;
            plain.hitFile = m_folder.filePath(u"hits.db"_s);
            m_window = std::make_unique<MainWindow>(plain);
            m_window->resize(kWindowSize);
            m_window->show();
            makeSteps();
            m_turn.start();
        },
        Qt::QueuedConnection);
}

void PictureMaker::addStep(const QString& what, std::function<bool()> isReady,
                           std::function<void()> run) {
    m_steps.push_back({what, std::move(isReady), std::move(run)});
}

void PictureMaker::next() {
    if (m_step >= m_steps.size()) {
        finish(0);
        return;
    }
    if (m_settle > 0) {
        --m_settle;
        return;
    }
    const Step step = m_steps[m_step];
    if (!step.isReady || step.isReady()) {
        ++m_step;
        m_settle = kSettleTurns;
        step.run();
    }
}

void PictureMaker::makeSteps() {
    addStep(u"empty"_s, {}, [this] { photograph(u"empty"_s); });
    addStep(u"demo"_s, {}, [this] { m_window->connectToDemo(); });
    addLoaded(u"demo"_s);
    addPlaces();
    addEditing();
    addTraces();
    addCards();
    addPalette();
    addHistory();
    addQuestions();
    addHits();
    addIdps();
    addObjects();
    addContact();
    addFailure();
}

void PictureMaker::connectToProduction() {
    // The demo manager as a manager whose certificate nobody has seen before.
    config::Target target = m_demo->target();
    target.name = u"nsx-prod"_s;
    target.environment = u"production"_s;
    target.fingerprintSha256.clear();
    m_window->connectToTarget(target);
}

void PictureMaker::addContact() {
    addStep(u"connect"_s, {}, [this] { connectToProduction(); });
    addStep(
        u"password"_s, [this] { return visibleChild<PasswordDialog>(*m_window) != nullptr; },
        [this] {
            auto* dialog = visibleChild<PasswordDialog>(*m_window);
            photographWithDialog(u"password"_s, *dialog);
            dialog->findChild<QLineEdit*>(u"passwordField"_s)->setText(m_demo->password().reveal());
            dialog->findChild<QPushButton*>(u"passwordConnect"_s)->click();
        });
    addStep(
        u"certificate"_s, [this] { return visibleChild<CertificateDialog>(*m_window) != nullptr; },
        [this] {
            auto* dialog = visibleChild<CertificateDialog>(*m_window);
            photographWithDialog(u"certificate"_s, *dialog);
            dialog->findChild<QPushButton*>(u"certificateTrust"_s)->click();
        });
    addLoaded(u"production"_s);
    addStep(u"confirm"_s, {}, [this] { photographQuestion(); });
}

void PictureMaker::photographQuestion() {
    guard::Question question;
    question.operation = u"delete_group"_s;
    question.title = u"Delete a group"_s;
    question.object = u"/infra/domains/default/groups/webshop-web"_s;
    question.target = u"nsx-prod"_s;
    question.environment = u"production"_s;
    question.consequences = {
        u"Group webshop-web has 4 effective members; they lose what its rules allow."_s,
        u"3 rules of 2 policies name it: web-in, web-to-app, monitoring-web."_s};
    ConfirmDialog dialog(question, m_window.get());
    dialog.adjustSize();
    photographWithDialog(u"confirm"_s, dialog);
}

void PictureMaker::addLoaded(const QString& environment) {
    addStep(
        u"load "_s + environment,
        [this, environment] {
            const Document& document = m_window->document();
            return !document.isEmpty() &&
                   document.snapshot()->origin().environment == environment &&
                   document.members()->isComplete() && document.search() != nullptr;
        },
        [] {});
}

void PictureMaker::addPlaces() {
    const auto look = [this](QAction* MainActions::* action) {
        (m_window->actions().*action)->trigger();
    };
    const auto choose = [this](PlaceId place, int row) {
        m_window->showPlace(place);
        TableView& table = m_window->tablePlace(place).table();
        QModelIndex index = table.indexAt(QPoint(0, 0));
        for (int i = 0; i < row && table.indexBelow(index).isValid(); ++i) {
            index = table.indexBelow(index);
        }
        table.setCurrentIndex(index.siblingAtColumn(1));
        table.setFocus();
    };
    addStep(u"firewall"_s, {}, [look, choose] {
        look(&MainActions::themeLight);
        choose(PlaceId::Firewall, 9);
    });
    addStep(u"firewall light"_s, {}, [this] {
        photograph(u"firewall-light"_s);
        photograph(u"firewall-200"_s, 2.0);
    });
    addStep(u"dark"_s, {}, [look] { look(&MainActions::themeDark); });
    addStep(u"firewall dark"_s, {}, [this, choose] {
        photograph(u"firewall-dark"_s);
        choose(PlaceId::Inventory, 7);
    });
    addStep(u"inventory dark"_s, {}, [this, look, choose] {
        photograph(u"inventory-dark"_s);
        look(&MainActions::themeLight);
        choose(PlaceId::Groups, 5);
    });
    addStep(u"groups light"_s, {}, [this] { photograph(u"groups-light"_s); });
}

void PictureMaker::addEditing() {
    const auto firewall = [this]() -> FirewallPlace& {
        return static_cast<FirewallPlace&>(m_window->place(PlaceId::Firewall));
    };
    const auto press = [firewall](const QString& command) {
        for (QAction* action : firewall().editor().actions()) {
            if (action != nullptr && action->objectName() == command) {
                action->trigger();
            }
        }
    };
    addStep(u"edit"_s, {}, [this, firewall, press] {
        m_window->showPlace(PlaceId::Firewall);
        const auto& policies = m_window->document().snapshot()->policies();
        const QString quarantine = policies.at(2).rules.front().header.path;
        const QString networks = policies.at(3).rules.at(1).header.path;
        firewall().table().goTo(networks);
        press(u"deleteRules"_s);
        firewall().table().goTo(quarantine);
        press(u"moveRulesDown"_s);
        press(u"duplicateRules"_s);
        press(u"toggleRules"_s);
        firewall().table().goTo(quarantine);
        firewall().editor().change(
            u"action"_s, [](model::Rule& rule) { rule.action = model::RuleAction::Drop; });
    });
    addStep(u"operands"_s, {}, [this, firewall] {
        auto& view = static_cast<RuleTableView&>(firewall().table());
        const QModelIndex cell =
            view.currentIndex().siblingAtColumn(static_cast<int>(RuleColumn::Sources));
        view.setCurrentIndex(cell);
        Q_EMIT view.editRequested(cell, u"prod"_s);
        photograph(u"editing-light"_s);
        m_window->actions().themeDark->trigger();
    });
    addStep(u"operands dark"_s, {}, [this] {
        photograph(u"editing-dark"_s);
        m_window->findChild<OperandEditor*>()->done();
        m_window->document().discardEdits();
        m_window->actions().themeLight->trigger();
    });
}

void PictureMaker::addFailure() {
    addStep(u"stop the manager"_s, {}, [this] {
        m_window->showPlace(PlaceId::Firewall);
        m_demo.reset(); // now nobody answers any more
        m_window->actions().refresh->trigger();
    });
    addStep(u"failed refresh"_s, [this] { return m_window->document().isStale(); }, [] {});
    addStep(u"error"_s, {}, [this] { photograph(u"error"_s); });
}

void PictureMaker::save(const QString& name, const QImage& picture) {
    const QString file = QDir(m_options.pictureFolder).filePath(name + u".png"_s);
    if (!picture.save(file, "PNG")) {
        fail(u"Choose another folder. The picture %1 cannot be written."_s.arg(file));
    }
}

void PictureMaker::photograph(const QString& name, qreal scale) {
    QImage picture(m_window->size() * scale, QImage::Format_RGB32);
    picture.setDevicePixelRatio(scale);
    picture.fill(themeColor(Color::Window));
    m_window->render(&picture);
    save(name, picture);
}

void PictureMaker::photographWithDialog(const QString& name, QWidget& dialog) {
    QImage picture(m_window->size(), QImage::Format_RGB32);
    picture.fill(themeColor(Color::Window));
    m_window->render(&picture);
    QPainter painter(&picture);
    painter.fillRect(picture.rect(), QColor(0, 0, 0, kShadow));
    const QPoint corner((picture.width() - dialog.width()) / 2,
                        (picture.height() - dialog.height()) / 3);
    painter.drawPixmap(corner, dialog.grab());
    painter.setPen(themeColor(Color::BorderStrong));
    painter.drawRect(QRect(corner, dialog.size()));
    painter.end();
    save(name, picture);
}

void PictureMaker::fail(const QString& problem) {
    if (m_problem.isEmpty()) {
        m_problem = problem;
    }
    finish(1);
}

void PictureMaker::finish(int code) {
    m_turn.stop();
    m_limit.stop();
    m_steps.clear();
    if (m_window) {
        connect(m_window.get(), &MainWindow::left, this, [code] { QCoreApplication::exit(code); });
        m_window->close();
    } else {
        QCoreApplication::exit(code);
    }
}

} // namespace bulkhead::desktop

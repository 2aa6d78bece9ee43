// SPDX-License-Identifier: MIT
// A window's worth of parts around the traceflow, on a simulated manager with an estate for traces.
#pragma once

#include "desktop/connection/manager_session.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/theme/theme.h"
#include "desktop/traceflow/trace_form.h"
#include "desktop/traceflow/trace_graph_view.h"
#include "desktop/traceflow/trace_list.h"
#include "desktop/traceflow/trace_view.h"
#include "desktop/traceflow/traceflow_place.h"
#include "desktop/widgets/table_view.h"
#include "ops/trace_estate.h"
#include "simulator/simulated_manager.h"
#include "support/fake_secret_store.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace bulkhead::tests {

using namespace Qt::StringLiterals;
using namespace bulkhead::desktop;

class TraceBench {
protected:
    std::unique_ptr<simulator::SimulatedManager> m_manager;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ManagerSession> m_session;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<OperationRunner> m_runner;
    TraceflowPlace* m_place = nullptr;

    void start(int delayMs) {
        const auto estate = simulator::Estate::fromJson(kTraceEstate, u"traces"_s);
        QVERIFY2(estate, estate ? "" : qPrintable(estate.error().message()));
        simulator::SimulatorOptions options;
        options.password = u"correct horse"_s;
        options.requestsPerSecond = 0;
        options.traceflowDelayMs = delayMs;
        auto manager = simulator::SimulatedManager::start(*estate, options);
        QVERIFY2(manager, manager ? "" : qPrintable(manager.error().message()));
        m_manager = std::move(*manager);
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", m_folder->path().toLocal8Bit());
        m_window = std::make_unique<QWidget>();
        m_window->resize(1500, 900);
        auto store = std::make_shared<FakeSecretStore>();
        store->secrets.insert(u"lab"_s, options.password);
        m_session = std::make_unique<ManagerSession>(nullptr, store);
        m_document = std::make_unique<Document>(nullptr, m_folder->path() + u"/drafts"_s);
        m_runner = std::make_unique<OperationRunner>(
            *m_session, m_window.get(), guard::standardGuard(m_folder->path() + u"/guard"_s));
        m_place = new TraceflowPlace(*m_document, *m_runner, m_window.get());
        m_place->resize(m_window->size());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        config::Target target;
        target.name = u"lab"_s;
        target.host = u"127.0.0.1"_s;
        target.port = m_manager->port();
        target.fingerprintSha256 = m_manager->certificateSha256();
        QObject::connect(m_session.get(), &ManagerSession::loaded, m_document.get(),
                         &Document::show);
        m_session->open(target);
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->isEmpty() && m_document->members()->isComplete(),
                                 15'000);
        m_place->setConnected(true);
    }
    void stop() {
        if (m_session) {
            bool left = false;
            m_session->disconnectFromManager([&left] { left = true; });
            QTRY_VERIFY(left);
        }
        m_place = nullptr;
        m_runner.reset();
        m_window.reset();
        m_session.reset();
        m_document.reset();
        m_manager.reset();
        m_folder.reset();
    }

    [[nodiscard]] QLineEdit& field(const QString& name) const {
        return *m_place->findChild<QLineEdit*>(name);
    }
    [[nodiscard]] QPushButton& button(const QString& name) const {
        return *m_place->findChild<QPushButton*>(name);
    }
    [[nodiscard]] QString words(const QString& name) const {
        return m_place->findChild<QLabel*>(name)->text();
    }
    void type(const QString& name, const QString& text) const {
        QLineEdit& line = field(name);
        line.setFocus();
        line.selectAll();
        QTest::keyClicks(&line, text);
        line.completer()->popup()->hide();
        Q_EMIT line.editingFinished();
    }
    void fill(const QString& from, const QString& to, int port) const {
        type(u"traceSource"_s, from);
        type(u"traceDestination"_s, to);
        m_place->findChild<QSpinBox*>(u"tracePort"_s)->setValue(port);
    }
    void press(const QString& name) const { QTest::mouseClick(&button(name), Qt::LeftButton); }
    [[nodiscard]] bool isDone() const { return !m_runner->isBusy(); }
    void trace(const QString& from, const QString& to, int port) const {
        fill(from, to, port);
        press(u"traceRun"_s);
        QVERIFY(!isDone());
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 15'000);
    }
    [[nodiscard]] qsizetype count(const QByteArray& method) const {
        const auto requests = m_manager->requests();
        return std::count_if(requests.cbegin(), requests.cend(), [&](const auto& request) {
            return request.method == method && request.path.contains("/traceflows");
        });
    }
    [[nodiscard]] int nodeTitled(const QString& title) const {
        const auto& nodes = m_place->view().graph().nodes;
        const auto found = std::find_if(nodes.cbegin(), nodes.cend(),
                                        [&](const auto& node) { return node.title == title; });
        return found == nodes.cend() ? -1 : static_cast<int>(found - nodes.cbegin());
    }
};

} // namespace bulkhead::tests

package org.yizhan.publish;

import java.sql.SQLTransactionRollbackException;

/** Says that another transaction has changed what this one had read: everything is to be read again. */
final class Overtaken extends SQLTransactionRollbackException {

    private static final long serialVersionUID = 1L;

    private Overtaken() {
        super("another publisher has changed the same article or story", "40001");
    }

    static void unless(boolean undisturbed) throws Overtaken {
        if (!undisturbed) {
            throw new Overtaken();
        }
    }
}

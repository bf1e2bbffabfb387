package org.yizhan.deliver;

/**
 * What the hub answers a request.
 *
 * @param status 202 where it was taken
 * @param words what happens next, or what is to be mended
 * @param retrySeconds when to try again; 0: not said
 */
public record HubAnswer(int status, String words, int retrySeconds) {

    static HubAnswer taken(String words) {
        return new HubAnswer(202, words, 0);
    }

    static HubAnswer refused(int status, String words) {
        return new HubAnswer(status, words, 0);
    }
}

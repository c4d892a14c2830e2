print("fagui")
